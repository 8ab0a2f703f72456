// Closes the account, then forgets; counts what one request has forgotten, also when it is told twice.
MERGE (e:ErasedCustomer {hash: $hash})
ON CREATE SET e.closedUntil = $closedUntil, e.purchases = 0, e.request = $request
ON MATCH SET e.closedUntil = CASE WHEN e.closedUntil > $closedUntil THEN e.closedUntil ELSE $closedUntil END,
    e.purchases = CASE WHEN e.request = $request THEN e.purchases ELSE 0 END,
    e.request = $request
WITH e
OPTIONAL MATCH (c:Customer {id: $customer})
OPTIONAL MATCH (c)-[b:BOUGHT]->(:Item)
WITH e, c, count(b) AS purchases
SET e.purchases = e.purchases + purchases
DETACH DELETE c
RETURN e.purchases AS purchases

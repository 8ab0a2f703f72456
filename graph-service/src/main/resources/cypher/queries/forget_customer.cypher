// Closes the account, then forgets; counts what one request has forgotten, also when it is told twice.
MERGE (e:ErasedCustomer {hash: $given.hash})
ON CREATE SET e.closedUntil = $given.closedUntil, e.purchases = 0, e.request = $given.request
ON MATCH SET e.closedUntil = CASE WHEN e.closedUntil > $given.closedUntil THEN e.closedUntil ELSE $given.closedUntil END,
    e.purchases = CASE WHEN e.request = $given.request THEN e.purchases ELSE 0 END,
    e.request = $given.request
WITH e
OPTIONAL MATCH (c:Customer {id: $given.customer})
OPTIONAL MATCH (c)-[b:BOUGHT]->(:Item)
WITH e, c, count(b) AS purchases
SET e.purchases = e.purchases + purchases
DETACH DELETE c
RETURN e.purchases AS purchases

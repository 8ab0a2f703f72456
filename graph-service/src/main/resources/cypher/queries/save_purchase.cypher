MERGE (c:Customer {id: $customer})
WITH c
UNWIND $items AS item
MERGE (i:Item {id: item})
SET i.bought = coalesce(i.bought, 0) + 1
WITH c, i
MERGE (c)-[b:BOUGHT]->(i)
ON CREATE SET b.times = 1, b.last = $placedOn
ON MATCH SET b.times = b.times + 1, b.last = CASE WHEN b.last > $placedOn THEN b.last ELSE $placedOn END

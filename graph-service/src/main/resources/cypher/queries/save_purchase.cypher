MERGE (c:Customer {id: $given.customer})
WITH c
UNWIND $given.items AS item
MERGE (i:Item {id: item})
SET i.bought = coalesce(i.bought, 0) + 1
WITH c, i
MERGE (c)-[b:BOUGHT]->(i)
ON CREATE SET b.times = 1, b.last = $given.placedOn
ON MATCH SET b.times = b.times + 1, b.last = CASE WHEN b.last > $given.placedOn THEN b.last ELSE $given.placedOn END

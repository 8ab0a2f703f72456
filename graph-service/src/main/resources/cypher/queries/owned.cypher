MATCH (c:Customer {id: $given.customer})-[b:BOUGHT]->(i:Item)
WITH i, b ORDER BY b.last DESC LIMIT 30
RETURN i.id AS id

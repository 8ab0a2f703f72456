MATCH (:Customer {id: $given.customer})-[b:BOUGHT]->(i:Item)
RETURN i.id AS id, b.times AS times, b.last AS last
ORDER BY last DESC, id

MERGE (o:Order {id: $given.order})
ON CREATE SET o.isNew = true
WITH o, coalesce(o.isNew, false) AS isNew
REMOVE o.isNew
RETURN isNew

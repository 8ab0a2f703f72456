UNWIND $given.ids AS id
MATCH (p:Product {gen: $given.gen, id: id})
OPTIONAL MATCH (p)-[own]->()
DELETE own
WITH DISTINCT p, id
SET p = {gen: $given.gen, id: id}
WITH p
WHERE NOT EXISTS { (p)<--() }
DELETE p

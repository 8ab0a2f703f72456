UNWIND $given.ids AS id
MATCH (p:Product {gen: $given.gen, id: id})-[old]->()
DELETE old

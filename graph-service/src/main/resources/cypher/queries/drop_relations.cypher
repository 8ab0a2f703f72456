UNWIND $ids AS id
MATCH (p:Product {gen: $gen, id: id})-[old]->()
DELETE old

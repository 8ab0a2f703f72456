UNWIND $given.links AS link
MATCH (p:Product {gen: $given.gen, id: link.id})
MERGE (next:Product {gen: $given.gen, id: link.other})
CREATE (p)-[:SUCCEEDED_BY]->(next)

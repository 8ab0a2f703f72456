UNWIND $links AS link
MATCH (p:Product {gen: $gen, id: link.id})
MERGE (next:Product {gen: $gen, id: link.other})
CREATE (p)-[:SUCCEEDED_BY]->(next)

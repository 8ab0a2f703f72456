UNWIND $links AS link
MATCH (p:Product {gen: $gen, id: link.id})
MERGE (other:Product {gen: $gen, id: link.other})
CREATE (p)-[:COMPATIBLE_WITH {reason: link.reason}]->(other)

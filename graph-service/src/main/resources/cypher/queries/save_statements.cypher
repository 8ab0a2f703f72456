UNWIND $given.links AS link
MATCH (p:Product {gen: $given.gen, id: link.id})
MERGE (other:Product {gen: $given.gen, id: link.other})
CREATE (p)-[:COMPATIBLE_WITH {reason: link.reason}]->(other)

UNWIND $given.rows AS row
MATCH (p:Product {gen: $given.gen, id: row.id})
UNWIND row.specs AS spec
MERGE (s:Spec {gen: $given.gen, key: spec.key})
ON CREATE SET s += spec.node
CREATE (p)-[:HAS_SPEC {position: spec.position, text: spec.text}]->(s)

UNWIND $given.rows AS row
MATCH (p:Product {gen: $given.gen, id: row.id})
UNWIND row.needs AS need
MATCH (s:Standard {name: need.standard})
CREATE (p)-[:NEEDS {purpose: need.purpose, spec: need.spec, text: need.text}]->(s)

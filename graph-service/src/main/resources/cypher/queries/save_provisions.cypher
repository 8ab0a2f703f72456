UNWIND $given.rows AS row
MATCH (p:Product {gen: $given.gen, id: row.id})
UNWIND row.provisions AS provision
MATCH (s:Standard {name: provision.standard})
CREATE (p)-[:PROVIDES {purposes: provision.purposes, spec: provision.spec, text: provision.text}]->(s)

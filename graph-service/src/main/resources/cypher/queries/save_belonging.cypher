UNWIND $given.rows AS row
MATCH (p:Product {gen: $given.gen, id: row.id})
MERGE (b:Brand {gen: $given.gen, name: row.brand})
ON CREATE SET b.lower = toLower(row.brand)
MERGE (c:Category {gen: $given.gen, name: row.category})
CREATE (p)-[:MADE_BY]->(b), (p)-[:IN_CATEGORY]->(c)

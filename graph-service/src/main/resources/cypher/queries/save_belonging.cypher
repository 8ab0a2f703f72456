UNWIND $rows AS row
MATCH (p:Product {gen: $gen, id: row.id})
MERGE (b:Brand {gen: $gen, name: row.brand})
ON CREATE SET b.lower = toLower(row.brand)
MERGE (c:Category {gen: $gen, name: row.category})
CREATE (p)-[:MADE_BY]->(b), (p)-[:IN_CATEGORY]->(c)

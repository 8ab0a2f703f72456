UNWIND $rows AS row
MATCH (p:Product {gen: $gen, id: row.id})
MERGE (s:Seller {gen: $gen, id: row.seller})
CREATE (p)-[:SOLD_BY]->(s)

UNWIND $given.rows AS row
MATCH (p:Product {gen: $given.gen, id: row.id})
MERGE (s:Seller {gen: $given.gen, id: row.seller})
CREATE (p)-[:SOLD_BY]->(s)

UNWIND $given.rows AS row
MERGE (p:Product {gen: $given.gen, id: row.id})
WITH p, row, coalesce(p.shape, '') <> row.properties.shape AS changed
SET p = row.properties
WITH row, changed
WHERE changed
RETURN collect(row.id) AS changed

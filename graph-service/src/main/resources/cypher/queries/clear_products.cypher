MATCH (p:Product {gen: $gen})
WITH p LIMIT 500
DETACH DELETE p
RETURN count(*) AS gone

MATCH (p:Product {gen: $given.gen})
WITH p LIMIT 500
DETACH DELETE p
RETURN count(*) AS gone

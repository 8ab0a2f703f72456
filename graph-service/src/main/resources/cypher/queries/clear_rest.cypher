MATCH (n:Brand|Category|Seller|Position {gen: $gen})
WITH n LIMIT 5000
DETACH DELETE n
RETURN count(*) AS gone

MATCH (n:Brand|Category|Seller|Position {gen: $given.gen})
WITH n LIMIT 5000
DETACH DELETE n
RETURN count(*) AS gone

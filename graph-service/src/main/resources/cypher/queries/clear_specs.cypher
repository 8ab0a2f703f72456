MATCH (s:Spec {gen: $given.gen})
WITH s LIMIT 5000
DETACH DELETE s
RETURN count(*) AS gone

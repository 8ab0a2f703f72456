MATCH (c:Customer {id: $customer})
DETACH DELETE c
RETURN count(*) AS gone

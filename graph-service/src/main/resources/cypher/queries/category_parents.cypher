MATCH (c:Category {gen: $gen})-[:PART_OF]->(parent:Category)
RETURN c.name AS name, parent.name AS parent

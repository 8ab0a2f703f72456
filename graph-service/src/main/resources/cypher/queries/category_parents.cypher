MATCH (c:Category {gen: $given.gen})-[:PART_OF]->(parent:Category)
RETURN c.name AS name, parent.name AS parent

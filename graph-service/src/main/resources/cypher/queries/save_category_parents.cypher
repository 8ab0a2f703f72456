UNWIND $given.links AS link
MERGE (c:Category {gen: $given.gen, name: link.name})
MERGE (parent:Category {gen: $given.gen, name: link.parent})
WITH c, parent
OPTIONAL MATCH (c)-[old:PART_OF]->(other:Category) WHERE other <> parent
DELETE old
WITH DISTINCT c, parent
MERGE (c)-[:PART_OF]->(parent)

MATCH (g:Graph {name: 'catalogue'})
UNWIND $given.categories AS category
MATCH (c:Category {gen: g.live, name: category})<-[:PART_OF*0..8]-(within:Category)
RETURN DISTINCT within.name AS name

MATCH (g:Graph {name: 'catalogue'})
MATCH (one:Product {gen: g.live, id: $one})-[link:COMPATIBLE_WITH]-(other:Product {gen: g.live, id: $other})
RETURN link.reason AS reason

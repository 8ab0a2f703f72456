MATCH (g:Graph {name: 'catalogue'})
UNWIND $given.ids AS id
MATCH (p:Product {gen: g.live, id: id})
WHERE p.name IS NOT NULL
RETURN p.id AS id, coalesce(p.sellerId, '') AS seller

MATCH (g:Graph {name: 'catalogue'})
UNWIND $ids AS id
MATCH (p:Product {gen: g.live, id: id})
WHERE p.name IS NOT NULL
RETURN p {.id, .name, .brandName, .categoryName, .price, .currency, .stock, .description,
    specs: [(p)-[h:HAS_SPEC]->(s:Spec) | [h.position, s.name, h.text]]} AS view

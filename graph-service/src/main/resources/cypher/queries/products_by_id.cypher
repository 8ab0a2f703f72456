MATCH (g:Graph {name: 'catalogue'})
UNWIND $ids AS id
MATCH (p:Product {gen: g.live, id: id})
WHERE p.name IS NOT NULL
RETURN p {.id, .name, .brandName, .categoryName, .price, .currency, .stock, .description,
    specs: COLLECT { MATCH (p)-[h:HAS_SPEC]->(s:Spec) RETURN {name: s.name, value: h.text} ORDER BY h.position }} AS view

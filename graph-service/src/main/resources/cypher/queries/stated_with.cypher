MATCH (g:Graph {name: 'catalogue'})
MATCH (me:Product {gen: g.live, id: $id})-[link:COMPATIBLE_WITH]-(p:Product)
WHERE p.name IS NOT NULL
    AND (size($categories) = 0 OR p.categoryName IN $categories)
WITH p, link ORDER BY p.categoryName, p.stock = 0, p.cents DESC, p.name LIMIT 60
RETURN link.reason AS reason, p {.id, .name, .brandName, .categoryName, .price, .currency, .stock, .description,
    specs: COLLECT { MATCH (p)-[h:HAS_SPEC]->(s:Spec) RETURN {name: s.name, value: h.text} ORDER BY h.position }} AS view

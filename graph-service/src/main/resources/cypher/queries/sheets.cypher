MATCH (g:Graph {name: 'catalogue'})
UNWIND $given.ids AS id
MATCH (p:Product {gen: g.live, id: id})
WHERE p.name IS NOT NULL
RETURN p {.id, .name, .brandName, .categoryName, .price, .currency, .stock, .description, .specNames, .specTexts,
    successor: [(p)-[:SUCCEEDED_BY]->(next:Product) WHERE next.name IS NOT NULL | next {.id, .name}][0]} AS view,
    [(p)-[:HAS_SPEC]->(s:Spec) | properties(s)] AS measures, p.specKeys AS keys, p.kinds AS kinds

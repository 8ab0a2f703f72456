MATCH (g:Graph {name: 'catalogue'})
MATCH (one:Product {gen: g.live, id: $given.one})
MATCH (other:Product {gen: g.live, id: $given.other})
WHERE one.name IS NOT NULL AND other.name IS NOT NULL
OPTIONAL MATCH (one)-[link:COMPATIBLE_WITH]-(other)
WITH one, other, collect(link.reason) AS stated
UNWIND [one, other] AS p
WITH stated, collect(p) AS found, collect({id: p.id, name: p.name, unread: p.unread, absent: p.absent,
    needs: [(p)-[n:NEEDS]->(s:Standard) | {purpose: n.purpose, spec: n.spec, text: n.text, standard: s.name}],
    provisions: [(p)-[h:PROVIDES]->(s:Standard) | {purposes: h.purposes, spec: h.spec, text: h.text, standard: s.name}]}) AS facts,
    collect(p {.id, .name, .brandName, .categoryName, .price, .currency, .stock, .description, .specNames, .specTexts}) AS views
CALL (found) {
    UNWIND found AS p
    MATCH (p)-[:NEEDS|PROVIDES]->(named:Standard)
    WITH DISTINCT named
    MATCH (named)-[:INCLUDES*0..20]->(s:Standard)
    WITH DISTINCT s
    RETURN collect({name: s.name, family: s.family, level: s.level,
        includes: [(s)-[i:INCLUDES]->(t:Standard) | {name: t.name, because: i.because}]}) AS standards
}
RETURN views, stated, facts, standards

MATCH (g:Graph {name: 'catalogue'})
MATCH (me:Product {gen: g.live, id: $id})
CALL (g, me) {
    MATCH (p:Product)
    WHERE p.gen = g.live AND p.categoryName = me.categoryName AND p.cents >= toInteger(me.cents * 0.5) AND p.cents <= toInteger(me.cents * 2)
        AND p <> me AND p.name IS NOT NULL
    RETURN p LIMIT 400
}
WITH me, p, size([key IN p.specKeys WHERE key IN me.specKeys]) AS shared
WITH me, p, shared, shared - 4.0 * abs(p.cents - me.cents) / (me.cents + 1) AS likeness
ORDER BY likeness DESC, p.name LIMIT 30
OPTIONAL MATCH (:Item {id: me.id})-[t:BOUGHT_WITH]-(:Item {id: p.id})
WITH me, p, shared, likeness + CASE WHEN t IS NULL THEN 0 ELSE 1 + log10(t.times) END AS likeness, coalesce(t.times, 0) AS together
ORDER BY p.stock = 0, likeness DESC, p.name LIMIT $limit
RETURN shared, together, size(me.specKeys) AS specs, me.cents AS myCents, p.cents AS cents, p {.id, .name, .brandName, .categoryName, .price, .currency, .stock, .description,
    specs: COLLECT { MATCH (p)-[h:HAS_SPEC]->(s:Spec) RETURN {name: s.name, value: h.text} ORDER BY h.position }} AS view

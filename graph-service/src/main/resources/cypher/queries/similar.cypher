MATCH (g:Graph {name: 'catalogue'})
MATCH (me:Product {gen: g.live, id: $id})
WITH g, me, me.specKeys AS mine, me.cents AS myCents
CALL (g, me, myCents) {
    MATCH (p:Product)
    WHERE p.gen = g.live AND p.categoryName = me.categoryName AND p.cents >= toInteger(myCents * 0.5) AND p.cents <= toInteger(myCents * 2)
        AND p <> me AND p.name IS NOT NULL
    RETURN p LIMIT 400
}
WITH me, mine, myCents, p, size([key IN p.specKeys WHERE key IN mine]) AS shared
WITH me, mine, myCents, p, shared, shared - 4.0 * abs(p.cents - myCents) / (myCents + 1) AS likeness
ORDER BY likeness DESC, p.name LIMIT 30
OPTIONAL MATCH (:Item {id: me.id})-[t:BOUGHT_WITH]-(:Item {id: p.id})
WITH mine, myCents, p, shared, likeness + CASE WHEN t IS NULL THEN 0 ELSE 1 + log10(t.times) END AS likeness, coalesce(t.times, 0) AS together
ORDER BY p.stock = 0, likeness DESC, p.name LIMIT $limit
RETURN shared, together, size(mine) AS specs, myCents, p.cents AS cents, p {.id, .name, .brandName, .categoryName, .price, .currency, .stock, .description,
    specs: [(p)-[h:HAS_SPEC]->(s:Spec) | [h.position, s.name, h.text]]} AS view

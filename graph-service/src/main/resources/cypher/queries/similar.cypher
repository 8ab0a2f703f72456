MATCH (g:Graph {name: 'catalogue'})
MATCH (me:Product {gen: g.live, id: $given.id})
WITH g, me, me.specKeys AS mine, me.cents AS myCents, me.currency AS myMoney,
    [(me)-[:SUCCEEDED_BY]->(next:Product) WHERE next.name IS NOT NULL | next.id] AS successors
CALL (g, me, myCents) {
    MATCH (p:Product)
    WHERE p.gen = g.live AND p.categoryName = me.categoryName AND p.cents >= myCents AND p.cents <= myCents * 2
    WITH p ORDER BY p.gen, p.categoryName, p.cents LIMIT 100
    RETURN p
UNION
    MATCH (p:Product)
    WHERE p.gen = g.live AND p.categoryName = me.categoryName AND p.cents >= toInteger(myCents * 0.5) AND p.cents < myCents
    WITH p ORDER BY p.gen DESC, p.categoryName DESC, p.cents DESC LIMIT 100
    RETURN p
UNION
    MATCH (me)-[:SUCCEEDED_BY]->(p:Product)
    WHERE p.name IS NOT NULL
    RETURN p
}
WITH me, mine, myMoney, myCents, successors, p
WHERE p <> me
WITH me, mine, myMoney, myCents, successors, p, size([key IN p.specKeys WHERE key IN mine]) AS shared
WITH me, mine, myMoney, myCents, p, shared, p.id IN successors AS succeeds, shared - 4.0 * abs(p.cents - myCents) / (myCents + 1) AS likeness
WITH me, mine, myMoney, myCents, p, shared, succeeds, CASE WHEN succeeds THEN 1000 + likeness ELSE likeness END AS likeness
ORDER BY likeness DESC, p.name LIMIT 30
OPTIONAL MATCH (:Item {id: me.id})-[t:BOUGHT_WITH]-(:Item {id: p.id})
WITH mine, myMoney, myCents, p, shared, succeeds, likeness + CASE WHEN t IS NULL THEN 0 ELSE 1 + log10(t.times) END AS likeness, coalesce(t.times, 0) AS together
ORDER BY p.stock = 0, likeness DESC, p.name LIMIT $given.limit
RETURN shared, together, succeeds, size(mine) AS specs, myCents, p.cents AS cents, p.currency = myMoney AS sameMoney, p {.id, .name, .brandName, .categoryName, .price, .currency, .stock, .description, .specNames, .specTexts} AS view

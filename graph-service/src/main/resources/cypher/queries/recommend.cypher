MATCH (g:Graph {name: 'catalogue'})
MATCH (p:Product)
WHERE p.gen = g.live AND p.categoryName IN $categories AND p.cents >= $minCents AND p.cents <= $maxCents
    AND (p.stock > 0 OR $outOfStockToo)
    AND (size($brands) = 0 OR toLower(p.brandName) IN $brands)
    AND all(filter IN $filters WHERE p[filter.key] >= filter.min AND p[filter.key] <= filter.max)
WITH p, reduce(score = 0.0, wish IN $wishes | score + CASE
    WHEN wish.key IS NULL THEN CASE WHEN any(word IN wish.words WHERE word IN p.features) THEN wish.weight ELSE 0.0 END
    WHEN p[wish.key] IS NULL THEN 0.0
    WHEN (p[wish.key] - wish.from) / (wish.to - wish.from) < 0 THEN 0.0
    WHEN (p[wish.key] - wish.from) / (wish.to - wish.from) > 1 THEN wish.weight
    ELSE wish.weight * (p[wish.key] - wish.from) / (wish.to - wish.from) END) AS score
ORDER BY score DESC, p.cents, p.id
WITH collect({p: p, score: score}) AS found
WITH size(found) AS total, found[0..24] AS best
UNWIND best AS one
WITH total, one.p AS p, one.score AS score
WITH total, p, score, [(p)-[link:COMPATIBLE_WITH]-(mine:Product) WHERE mine.id IN $owned | mine.name] AS fits
OPTIONAL MATCH (:Item {id: p.id})-[t:BOUGHT_WITH]-(other:Item) WHERE other.id IN $owned
WITH total, p, score, fits, sum(t.times) AS together
WITH total, p, fits, together,
    score + CASE WHEN size(fits) > 0 THEN 0.5 ELSE 0 END + CASE WHEN together > 0 THEN 0.3 ELSE 0 END - CASE WHEN p.id IN $owned THEN 1 ELSE 0 END AS score
ORDER BY score DESC, p.cents, p.id LIMIT $limit
RETURN total, score, fits, together, p.id IN $owned AS owned, properties(p) AS properties, p {.id, .name, .brandName, .categoryName, .price, .currency, .stock, .description,
    specs: COLLECT { MATCH (p)-[h:HAS_SPEC]->(s:Spec) RETURN {name: s.name, value: h.text} ORDER BY h.position }} AS view

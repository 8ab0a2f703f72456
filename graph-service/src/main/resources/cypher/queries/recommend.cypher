MATCH (g:Graph {name: 'catalogue'})
MATCH (p:Product)
WHERE p.gen = g.live AND p.categoryName IN $categories AND p.cents >= $minCents AND p.cents <= $maxCents
    AND (p.stock > 0 OR $outOfStockToo)
    AND NOT p.id IN $except
    AND (size($brands) = 0 OR toLower(p.brandName) IN $brands)
    AND all(filter IN $filters WHERE p[filter.key] >= filter.min AND p[filter.key] <= filter.max)
WITH p, reduce(sum = 0.0, part IN [wish IN $measured WHERE p[wish.key] IS NOT NULL | {weight: wish.weight, share: (p[wish.key] - wish.from) / (wish.to - wish.from)}]
        | sum + CASE WHEN part.share < 0 THEN 0.0 WHEN part.share > 1 THEN part.weight ELSE part.weight * part.share END)
    + reduce(sum = 0.0, wish IN $spoken | sum + CASE WHEN any(word IN wish.words WHERE word IN p.features) THEN wish.weight ELSE 0.0 END)
    + CASE WHEN size($like) = 0 THEN 0.0 ELSE toFloat(size([key IN $like WHERE key IN p.specKeys])) / size($like) END AS score
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
RETURN total, 0 AS bought, fits, together, p.id IN $owned AS owned, [key IN $keys | p[key]] AS amounts, p {.id, .name, .brandName, .categoryName, .price, .currency, .stock, .description,
    specs: [(p)-[h:HAS_SPEC]->(s:Spec) | [h.position, s.name, h.text]]} AS view

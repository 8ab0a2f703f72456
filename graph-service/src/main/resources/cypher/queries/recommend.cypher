MATCH (g:Graph {name: 'catalogue'})
MATCH (p:Product)
WHERE p.gen = g.live AND p.categoryName IN $given.categories AND p.cents >= $given.minCents AND p.cents <= $given.maxCents
    AND (p.stock > 0 OR $given.outOfStockToo)
    AND NOT p.id IN $given.except
    AND (size($given.only) = 0 OR p.id IN $given.only)
    AND ($given.currency = '' OR p.currency = $given.currency)
    AND (size($given.brands) = 0 OR toLower(p.brandName) IN $given.brands)
    AND all(filter IN $given.filters WHERE p[filter.key] >= filter.min AND p[filter.key] <= filter.max)
WITH p, reduce(sum = 0.0, part IN [wish IN $given.measured WHERE p[wish.key] IS NOT NULL | {weight: wish.weight, share: (p[wish.key] - wish.from) / (wish.to - wish.from)}]
        | sum + CASE WHEN part.share < 0 THEN 0.0 WHEN part.share > 1 THEN part.weight ELSE part.weight * part.share END)
    + reduce(sum = 0.0, wish IN $given.spoken | sum + CASE WHEN any(word IN wish.words WHERE word IN p.stems) THEN wish.weight ELSE 0.0 END)
    + CASE WHEN size($given.like) = 0 THEN 0.0 ELSE toFloat(size([key IN $given.like WHERE key IN p.specKeys])) / size($given.like) END AS score
ORDER BY score DESC, p.cents, p.id
WITH collect({p: p, score: score}) AS found
WITH size(found) AS total, found[0..24] AS best
UNWIND best AS one
WITH total, one.p AS p, one.score AS score
WITH total, p, score, [(p)-[link:COMPATIBLE_WITH]-(mine:Product) WHERE mine.id IN $given.owned | mine.name] AS fits
OPTIONAL MATCH (:Item {id: p.id})-[t:BOUGHT_WITH]-(other:Item) WHERE other.id IN $given.owned
WITH total, p, score, fits, sum(t.times) AS together
WITH total, p, fits, together,
    score + CASE WHEN size(fits) > 0 THEN 0.5 ELSE 0 END + CASE WHEN together > 0 THEN 0.3 ELSE 0 END - CASE WHEN p.id IN $given.owned THEN 1 ELSE 0 END AS score
ORDER BY score DESC, p.cents, p.id LIMIT $given.limit
RETURN total, 0 AS bought, fits, together, p.id IN $given.owned AS owned, [key IN $given.keys | p[key]] AS amounts, p {.id, .name, .brandName, .categoryName, .price, .currency, .stock, .description, .specNames, .specTexts} AS view

MATCH (g:Graph {name: 'catalogue'})
CALL (g) {
    WITH g
    WHERE $given.terms <> ''
    CALL db.index.fulltext.queryNodes('product_words', $given.terms, {limit: 300}) YIELD node, score
    WHERE node.gen = g.live AND node.name IS NOT NULL
    RETURN node AS p, score AS said, 0 AS bought
UNION
    MATCH (i:Item)
    WHERE i.bought > 0
    WITH g, i ORDER BY i.bought DESC LIMIT 300
    MATCH (p:Product {gen: g.live, id: i.id})
    WHERE p.name IS NOT NULL
    RETURN p, 0.0 AS said, i.bought AS bought
UNION
    MATCH (c:Category)
    WHERE c.gen = g.live AND c.name IS NOT NULL
    CALL (g, c) {
        MATCH (p:Product)
        WHERE p.gen = g.live AND p.categoryName = c.name AND p.cents >= $given.minCents AND p.cents <= $given.maxCents
        WITH p ORDER BY p.gen, p.categoryName, p.cents LIMIT $given.lookedAt
        WHERE (p.stock > 0 OR $given.outOfStockToo)
            AND NOT p.id IN $given.except
            AND (size($given.brands) = 0 OR toLower(p.brandName) IN $given.brands)
            AND all(filter IN $given.filters WHERE p[filter.key] >= filter.min AND p[filter.key] <= filter.max)
        RETURN p LIMIT 4
    UNION
        MATCH (p:Product)
        WHERE p.gen = g.live AND p.categoryName = c.name AND p.cents >= $given.minCents AND p.cents <= $given.maxCents
        WITH p ORDER BY p.gen DESC, p.categoryName DESC, p.cents DESC LIMIT $given.lookedAt
        WHERE (p.stock > 0 OR $given.outOfStockToo)
            AND NOT p.id IN $given.except
            AND (size($given.brands) = 0 OR toLower(p.brandName) IN $given.brands)
            AND all(filter IN $given.filters WHERE p[filter.key] >= filter.min AND p[filter.key] <= filter.max)
        RETURN p LIMIT 4
    }
    RETURN p, 0.0 AS said, 0 AS bought
UNION
    WITH g
    UNWIND $given.measures AS bound
    MATCH (s:Spec)
    WHERE s.gen = g.live AND s.key STARTS WITH bound.prefix AND s[bound.measure] >= bound.min AND s[bound.measure] <= bound.max
    MATCH (s)<-[:HAS_SPEC]-(p:Product)
    WHERE p.cents >= $given.minCents AND p.cents <= $given.maxCents
        AND (p.stock > 0 OR $given.outOfStockToo)
        AND NOT p.id IN $given.except
        AND (size($given.brands) = 0 OR toLower(p.brandName) IN $given.brands)
        AND all(filter IN $given.filters WHERE p[filter.key] >= filter.min AND p[filter.key] <= filter.max)
    WITH DISTINCT p LIMIT 300
    RETURN p, 0.0 AS said, 0 AS bought
}
WITH p, max(said) AS said, max(bought) AS bought
WHERE p.cents >= $given.minCents AND p.cents <= $given.maxCents
    AND (p.stock > 0 OR $given.outOfStockToo)
    AND NOT p.id IN $given.except
    AND (size($given.brands) = 0 OR toLower(p.brandName) IN $given.brands)
    AND all(filter IN $given.filters WHERE p[filter.key] >= filter.min AND p[filter.key] <= filter.max)
WITH collect({p: p, said: said, bought: bought}) AS found, max(said) AS most
UNWIND found AS one
WITH one.p AS p, one.bought AS bought, CASE WHEN most > 0 THEN one.said / most ELSE 0.0 END AS said
WITH p, bought, said + reduce(sum = 0.0, part IN [wish IN $given.measured WHERE p[wish.key] IS NOT NULL | {weight: wish.weight, share: (p[wish.key] - wish.from) / (wish.to - wish.from)}]
        | sum + CASE WHEN part.share < 0 THEN 0.0 WHEN part.share > 1 THEN part.weight ELSE part.weight * part.share END)
    + reduce(sum = 0.0, wish IN $given.spoken | sum + CASE WHEN any(word IN wish.words WHERE word IN p.stems) THEN wish.weight ELSE 0.0 END) AS need
WHERE need > 0 OR NOT $given.wished
WITH p, bought, need + 0.25 * log10(1 + bought) - CASE WHEN p.id IN $given.owned THEN 1 ELSE 0 END AS score
ORDER BY score DESC, CASE WHEN $given.hasBudget THEN -p.cents ELSE p.cents END, p.id
WITH p.categoryName AS category, collect({p: p, score: score, bought: bought})[0..$given.limit] AS best
UNWIND range(0, size(best) - 1) AS place
WITH best[place] AS one, place
ORDER BY place, one.score DESC, one.p.id LIMIT $given.limit
WITH one.p AS p, one.bought AS bought, one.score AS score, place
RETURN 0 AS total, [] AS fits, 0 AS together, bought, p.id IN $given.owned AS owned, [key IN $given.keys | p[key]] AS amounts, p {.id, .name, .brandName, .categoryName, .price, .currency, .stock, .description, .specNames, .specTexts} AS view
ORDER BY place, score DESC, p.id

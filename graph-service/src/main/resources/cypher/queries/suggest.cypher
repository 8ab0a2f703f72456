MATCH (g:Graph {name: 'catalogue'})
CALL (g) {
    WITH g
    WHERE $terms <> ''
    CALL db.index.fulltext.queryNodes('product_words', $terms, {limit: 300}) YIELD node, score
    WHERE node.gen = g.live AND node.name IS NOT NULL
    RETURN node AS p, score AS said
UNION
    MATCH (i:Item)
    WHERE i.bought > 0
    WITH g, i ORDER BY i.bought DESC LIMIT 300
    MATCH (p:Product {gen: g.live, id: i.id})
    WHERE p.name IS NOT NULL
    RETURN p, 0.0 AS said
UNION
    MATCH (c:Category)
    WHERE c.gen = g.live AND c.name IS NOT NULL
    CALL (g, c) {
        MATCH (p:Product)
        WHERE p.gen = g.live AND p.categoryName = c.name AND p.cents >= $minCents AND p.cents <= $maxCents
            AND (p.stock > 0 OR $outOfStockToo)
            AND NOT p.id IN $except
            AND (size($brands) = 0 OR toLower(p.brandName) IN $brands)
            AND all(filter IN $filters WHERE p[filter.key] >= filter.min AND p[filter.key] <= filter.max)
        RETURN p ORDER BY p.gen, p.categoryName, p.cents LIMIT 6
    UNION
        MATCH (p:Product)
        WHERE p.gen = g.live AND p.categoryName = c.name AND p.cents >= $minCents AND p.cents <= $maxCents
            AND (p.stock > 0 OR $outOfStockToo)
            AND NOT p.id IN $except
            AND (size($brands) = 0 OR toLower(p.brandName) IN $brands)
            AND all(filter IN $filters WHERE p[filter.key] >= filter.min AND p[filter.key] <= filter.max)
        RETURN p ORDER BY p.gen DESC, p.categoryName DESC, p.cents DESC LIMIT 6
    }
    RETURN p, 0.0 AS said
}
WITH p, max(said) AS said
WHERE p.cents >= $minCents AND p.cents <= $maxCents
    AND (p.stock > 0 OR $outOfStockToo)
    AND NOT p.id IN $except
    AND (size($brands) = 0 OR toLower(p.brandName) IN $brands)
    AND all(filter IN $filters WHERE p[filter.key] >= filter.min AND p[filter.key] <= filter.max)
WITH collect({p: p, said: said}) AS found, max(said) AS most
UNWIND found AS one
WITH one.p AS p, CASE WHEN most > 0 THEN one.said / most ELSE 0.0 END AS said
WITH p, said + reduce(sum = 0.0, part IN [wish IN $measured WHERE p[wish.key] IS NOT NULL | {weight: wish.weight, share: (p[wish.key] - wish.from) / (wish.to - wish.from)}]
        | sum + CASE WHEN part.share < 0 THEN 0.0 WHEN part.share > 1 THEN part.weight ELSE part.weight * part.share END)
    + reduce(sum = 0.0, wish IN $spoken | sum + CASE WHEN any(word IN wish.words WHERE word IN p.features) THEN wish.weight ELSE 0.0 END) AS need
WHERE need > 0 OR NOT $wished
OPTIONAL MATCH (i:Item {id: p.id})
WITH p, need, coalesce(i.bought, 0) AS bought
WITH p, bought, need + 0.25 * log10(1 + bought) - CASE WHEN p.id IN $owned THEN 1 ELSE 0 END AS score
ORDER BY score DESC, CASE WHEN $hasBudget THEN -p.cents ELSE p.cents END, p.id
WITH p.categoryName AS category, collect({p: p, score: score, bought: bought})[0..$limit] AS best
UNWIND range(0, size(best) - 1) AS place
WITH best[place] AS one, place
ORDER BY place, one.score DESC, one.p.id LIMIT $limit
WITH one.p AS p, one.bought AS bought, one.score AS score, place
RETURN 0 AS total, [] AS fits, 0 AS together, bought, p.id IN $owned AS owned, [key IN $keys | p[key]] AS amounts, p {.id, .name, .brandName, .categoryName, .price, .currency, .stock, .description,
    specs: [(p)-[h:HAS_SPEC]->(s:Spec) | [h.position, s.name, h.text]]} AS view
ORDER BY place, score DESC, p.id

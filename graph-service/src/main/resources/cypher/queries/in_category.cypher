MATCH (g:Graph {name: 'catalogue'})
MATCH (p:Product)
WHERE p.gen = g.live AND p.categoryName IN $given.categories AND p.cents >= $given.minCents AND p.cents <= $given.maxCents
    AND all(filter IN $given.filters WHERE p[filter.key] >= filter.min AND p[filter.key] <= filter.max)
WITH p, size([word IN $given.words WHERE word IN p.features]) AS hits
WITH collect({p: p, hits: hits}) AS found, max(hits) AS most
WITH [one IN found WHERE one.hits = most | one.p] AS best, size(found) AS everything
CALL (best) { UNWIND best AS p WITH p ORDER BY p.cents, p.name LIMIT $given.limit RETURN collect(p {.id, .name, .brandName, .categoryName, .price, .currency, .stock, .description, .specNames, .specTexts}) AS views }
RETURN size(best) AS total, everything, views

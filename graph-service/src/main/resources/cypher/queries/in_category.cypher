MATCH (g:Graph {name: 'catalogue'})
MATCH (p:Product)
WHERE p.gen = g.live AND p.categoryName IN $categories AND p.cents >= $minCents AND p.cents <= $maxCents
WITH p, size([word IN $words WHERE word IN p.features]) AS hits
WITH collect({p: p, hits: hits}) AS found, max(hits) AS most
WITH [one IN found WHERE one.hits = most | one.p] AS best, size(found) AS everything
CALL (best) { UNWIND best AS p WITH p ORDER BY p.cents, p.name LIMIT $limit RETURN collect(p {.id, .name, .brandName, .categoryName, .price, .currency, .stock, .description,
    specs: [(p)-[h:HAS_SPEC]->(s:Spec) | [h.position, s.name, h.text]]}) AS views }
RETURN size(best) AS total, everything, views

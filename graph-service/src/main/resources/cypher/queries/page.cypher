MATCH (g:Graph {name: 'catalogue'})
MATCH (c:Category)
WHERE c.gen = g.live AND c.name IS NOT NULL AND (size($given.categories) = 0 OR c.name IN $given.categories)
MATCH (p:Product)
USING INDEX p:Product(gen, categoryName, cents)
WHERE p.gen = g.live AND p.categoryName = c.name
    AND (size($given.brands) = 0 OR p.brandName IN $given.brands)
    AND p.cents >= $given.minCents AND p.cents <= $given.maxCents
    AND (NOT $given.inStock OR p.stock > 0)
WITH p ORDER BY p.categoryName, p.cents, p.name
WITH collect(p) AS hits
CALL (hits) { UNWIND hits AS p WITH p.categoryName AS name, count(*) AS n ORDER BY n DESC, name LIMIT 50 RETURN collect({name: name, count: n}) AS categories }
CALL (hits) { UNWIND hits AS p WITH p.brandName AS name, count(*) AS n ORDER BY n DESC, name LIMIT 50 RETURN collect({name: name, count: n}) AS brands }
CALL (hits) {
    UNWIND hits AS p
    WITH CASE WHEN p.cents < 5000 THEN 0 WHEN p.cents < 10000 THEN 5000 WHEN p.cents < 25000 THEN 10000 WHEN p.cents < 50000 THEN 25000 WHEN p.cents < 100000 THEN 50000 WHEN p.cents < 200000 THEN 100000 ELSE 200000 END AS band, count(*) AS n
    ORDER BY band
    RETURN collect({name: band, count: n}) AS bands
}
CALL (hits) { UNWIND hits AS p WITH p WHERE p.stock > 0 RETURN count(*) AS inStock }
CALL (hits) { UNWIND hits[$given.skip..$given.skip + $given.limit] AS p RETURN collect(p {.id, .name, .brandName, .categoryName, .price, .currency, .stock, .description, .specNames, .specTexts}) AS views }
RETURN size(hits) AS total, categories, brands, bands, inStock, views

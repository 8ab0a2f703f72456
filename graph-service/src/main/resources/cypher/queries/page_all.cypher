MATCH (g:Graph {name: 'catalogue'})
CALL (g) {
    MATCH (c:Category)
    WHERE c.gen = g.live AND c.name IS NOT NULL
    WITH c.name AS name, COUNT { (c)<-[:IN_CATEGORY]-() } AS n
    WHERE n > 0
    WITH name, n ORDER BY n DESC, name
    WITH collect({name: name, count: n}) AS found
    RETURN found[0..50] AS categories, reduce(sum = 0, one IN found | sum + one.count) AS total
}
CALL (g) {
    MATCH (b:Brand)
    WHERE b.gen = g.live AND b.name IS NOT NULL
    WITH b.name AS name, COUNT { (b)<-[:MADE_BY]-() } AS n
    WHERE n > 0
    WITH name, n ORDER BY n DESC, name LIMIT 50
    RETURN collect({name: name, count: n}) AS brands
}
CALL (g) {
    MATCH (p:Product)
    USING INDEX p:Product(gen, categoryName, cents)
    WHERE p.gen = g.live AND p.categoryName >= '' AND p.cents >= 0
    WITH CASE WHEN p.cents < 5000 THEN 0 WHEN p.cents < 10000 THEN 5000 WHEN p.cents < 25000 THEN 10000 WHEN p.cents < 50000 THEN 25000 WHEN p.cents < 100000 THEN 50000 WHEN p.cents < 200000 THEN 100000 ELSE 200000 END AS band, count(*) AS n
    ORDER BY band
    RETURN collect({name: band, count: n}) AS bands
}
CALL (g) {
    MATCH (p:Product)
    USING INDEX p:Product(gen, stock)
    WHERE p.gen = g.live AND p.stock = 0
    RETURN count(*) AS soldOut
}
CALL (g) {
    MATCH (p:Product)
    USING INDEX p:Product(gen, categoryName, cents)
    WHERE p.gen = g.live AND p.categoryName >= '' AND p.cents >= 0
    WITH p ORDER BY p.gen, p.categoryName, p.cents, p.name SKIP $given.skip LIMIT $given.limit
    RETURN collect(p {.id, .name, .brandName, .categoryName, .price, .currency, .stock, .description, .specNames, .specTexts}) AS views
}
RETURN total, categories, brands, bands, total - soldOut AS inStock, views

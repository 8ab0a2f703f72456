MATCH (g:Graph {name: 'catalogue'})
MATCH (p:Product)
WHERE p.gen = g.live AND p.categoryName IN $given.categories AND p.cents >= 0
WITH p.features AS features, $given.words AS words
WITH [word IN words WHERE word IN features] AS has
WITH count(*) AS total, collect(has) AS found
UNWIND $given.words AS word
WITH total, word, size([has IN found WHERE word IN has]) AS owners
WHERE owners > 0 AND owners < total
RETURN word

MATCH (g:Graph {name: 'catalogue'})
MATCH (p:Product)
WHERE p.gen = g.live AND p.categoryName IN $given.categories AND p.cents >= 0
WITH p.stems AS stems, [key IN $given.keys | p[key]] AS amounts
WITH collect({has: [word IN $given.words WHERE word IN stems], amounts: amounts}) AS found
CALL (found) { UNWIND $given.words AS word WITH word, size([one IN found WHERE word IN one.has]) AS owners RETURN collect({word: word, owners: owners}) AS words }
CALL (found) {
    UNWIND range(0, size($given.keys) - 1) AS at
    WITH $given.keys[at] AS key, [one IN found WHERE one.amounts[at] IS NOT NULL | one.amounts[at]] AS amounts
    CALL (amounts) { UNWIND amounts AS amount RETURN min(amount) AS least, max(amount) AS most }
    RETURN collect({key: key, owners: size(amounts), least: least, most: most}) AS keys
}
RETURN size(found) AS total, words, keys

MATCH (g:Graph {name: 'catalogue'})
CALL (g) {
    UNWIND $given.words AS word
    MATCH (b:Brand {gen: g.live, lower: word})
    RETURN collect(DISTINCT b.lower) AS brands
}
CALL (g) {
    UNWIND $given.categories AS category
    MATCH (:Category {gen: g.live, name: category})<-[:PART_OF*0..8]-(within:Category)
    RETURN collect(DISTINCT within.name) AS categories
}
RETURN brands, categories

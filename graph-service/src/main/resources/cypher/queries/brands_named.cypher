MATCH (g:Graph {name: 'catalogue'})
UNWIND $words AS word
MATCH (b:Brand {gen: g.live, lower: word})
RETURN DISTINCT b.lower AS brand

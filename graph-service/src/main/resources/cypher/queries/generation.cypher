MATCH (g:Graph {name: 'catalogue'})
RETURN g.live AS live, g.building AS building, g.buildingSince AS since

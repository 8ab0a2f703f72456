MATCH (g:Graph {name: 'catalogue'})
RETURN coalesce(g.knowledge, '') AS digest

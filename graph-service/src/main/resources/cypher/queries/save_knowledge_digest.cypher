MATCH (g:Graph {name: 'catalogue'})
SET g.knowledge = $given.digest

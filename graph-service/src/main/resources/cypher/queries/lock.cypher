MATCH (g:Graph {name: 'catalogue'})
SET g.writer = $given.writer
RETURN g.live AS live, g.building AS building

MATCH (g:Graph {name: 'catalogue'})
SET g.writer = $writer
RETURN g.live AS live, g.building AS building

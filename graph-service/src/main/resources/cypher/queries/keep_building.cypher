MATCH (g:Graph {name: 'catalogue'})
WHERE g.building = $given.gen AND g.builder = $given.writer
SET g.buildingSince = $given.now
RETURN g.building AS building

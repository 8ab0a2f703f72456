MATCH (g:Graph {name: 'catalogue'})
WHERE g.building = $given.gen AND g.builder = $given.writer
SET g.live = $given.gen
REMOVE g.building, g.buildingSince, g.builder
RETURN g.live AS live

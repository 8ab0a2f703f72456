MATCH (g:Graph {name: 'catalogue'})
WHERE g.building = $gen AND g.builder = $writer
SET g.live = $gen
REMOVE g.building, g.buildingSince, g.builder
RETURN g.live AS live

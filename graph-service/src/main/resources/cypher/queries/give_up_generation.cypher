MATCH (g:Graph {name: 'catalogue'})
WHERE g.building = $given.gen AND g.builder = $given.writer
REMOVE g.building, g.buildingSince, g.builder

MATCH (g:Graph {name: 'catalogue'})
WHERE g.building = $gen AND g.builder = $writer
REMOVE g.building, g.buildingSince, g.builder

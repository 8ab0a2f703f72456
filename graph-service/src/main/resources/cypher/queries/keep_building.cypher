MATCH (g:Graph {name: 'catalogue'})
WHERE g.building = $gen AND g.builder = $writer
SET g.buildingSince = $now
RETURN g.building AS building

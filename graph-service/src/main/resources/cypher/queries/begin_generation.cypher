MATCH (g:Graph {name: 'catalogue'})
SET g.writer = $writer
WITH g
WHERE g.building IS NULL OR g.buildingSince < $abandonedBefore
SET g.building = coalesce(g.last, g.live) + 1, g.last = coalesce(g.last, g.live) + 1, g.buildingSince = $now, g.builder = $writer
RETURN g.building AS building

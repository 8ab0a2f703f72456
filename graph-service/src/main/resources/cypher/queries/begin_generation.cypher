MATCH (g:Graph {name: 'catalogue'})
SET g.writer = $given.writer
WITH g
WHERE g.building IS NULL OR g.buildingSince < $given.abandonedBefore
SET g.building = coalesce(g.last, g.live) + 1, g.last = coalesce(g.last, g.live) + 1, g.buildingSince = $given.now, g.builder = $given.writer
RETURN g.building AS building

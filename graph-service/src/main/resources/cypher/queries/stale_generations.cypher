MATCH (g:Graph {name: 'catalogue'})
MATCH (o:Position)
WHERE o.gen <> g.live AND o.gen <> coalesce(g.building, g.live)
RETURN DISTINCT o.gen AS gen

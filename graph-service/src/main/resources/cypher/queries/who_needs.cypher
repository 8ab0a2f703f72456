MATCH (g:Graph {name: 'catalogue'})
MATCH (me:Product {gen: g.live, id: $id})-[h:PROVIDES]->(have:Standard)
UNWIND h.purposes AS purpose
WITH DISTINCT g, me, purpose, have
CALL (have) { MATCH (have)-[:INCLUDES*0..20]->(want:Standard) RETURN DISTINCT want }
WITH DISTINCT g, me, purpose, want
WHERE purpose IN coalesce(want.neededFor, [])
CALL (g, me, purpose, want) {
    MATCH (want)<-[n:NEEDS]-(p:Product)
    WHERE p.gen = g.live AND n.purpose = purpose AND p <> me AND p.name IS NOT NULL
        AND (size($categories) = 0 OR p.categoryName IN $categories)
    RETURN p LIMIT 12
}
RETURN DISTINCT p.id AS id, p.categoryName AS category, p.stock AS stock, p.cents AS cents

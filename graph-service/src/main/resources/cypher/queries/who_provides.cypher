MATCH (g:Graph {name: 'catalogue'})
MATCH (me:Product {gen: g.live, id: $id})-[n:NEEDS]->(want:Standard)
WITH DISTINCT g, me, n.purpose AS purpose, want
CALL (want) { MATCH (want)<-[:INCLUDES*0..20]-(have:Standard) RETURN DISTINCT have }
WITH g, me, purpose, have
WHERE purpose IN coalesce(have.providedFor, [])
CALL (g, me, purpose, have) {
    MATCH (have)<-[h:PROVIDES]-(p:Product)
    WHERE p.gen = g.live AND purpose IN h.purposes AND p <> me AND p.name IS NOT NULL
        AND (size($categories) = 0 OR p.categoryName IN $categories)
    RETURN p LIMIT 12
}
RETURN DISTINCT p.id AS id, p.categoryName AS category, p.stock AS stock, p.cents AS cents

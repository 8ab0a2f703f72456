MATCH (g:Graph {name: 'catalogue'})
MATCH (me:Product {gen: g.live, id: $given.id})
WHERE me.name IS NOT NULL
CALL (me) {
    MATCH (me)-[link:COMPATIBLE_WITH]-(p:Product)
    WHERE p.name IS NOT NULL
        AND (size($given.categories) = 0 OR p.categoryName IN $given.categories)
    WITH p, link ORDER BY p.id IN $given.owned DESC, p.categoryName, p.stock = 0, p.cents DESC, p.name LIMIT 20
    RETURN collect({id: p.id, category: p.categoryName, reason: link.reason}) AS stated
}
CALL (g, me) {
    MATCH (me)-[n:NEEDS]->(want:Standard)
    WITH DISTINCT g, me, n.purpose AS purpose, want
    CALL (want) { MATCH (want)<-[:INCLUDES*0..20]-(have:Standard) RETURN DISTINCT have }
    WITH g, me, purpose, have
    WHERE purpose IN coalesce(have.providedFor, [])
    CALL (g, me, purpose, have) {
        MATCH (have)<-[h:PROVIDES]-(p:Product)
        WHERE p.gen = g.live AND purpose IN h.purposes AND p <> me AND p.name IS NOT NULL
            AND (size($given.categories) = 0 OR p.categoryName IN $given.categories)
        RETURN p LIMIT 12
    }
    WITH DISTINCT p
    RETURN collect(p {.id, .categoryName, .stock, .cents}) AS hosts
}
CALL (g, me) {
    MATCH (me)-[h:PROVIDES]->(have:Standard)
    UNWIND h.purposes AS purpose
    WITH DISTINCT g, me, purpose, have
    CALL (have) { MATCH (have)-[:INCLUDES*0..20]->(want:Standard) RETURN DISTINCT want }
    WITH DISTINCT g, me, purpose, want
    WHERE purpose IN coalesce(want.neededFor, [])
    CALL (g, me, purpose, want) {
        MATCH (want)<-[n:NEEDS]-(p:Product)
        WHERE p.gen = g.live AND n.purpose = purpose AND p <> me AND p.name IS NOT NULL
            AND (size($given.categories) = 0 OR p.categoryName IN $given.categories)
        RETURN p LIMIT 12
    }
    WITH DISTINCT p
    RETURN collect(p {.id, .categoryName, .stock, .cents}) AS guests
}
RETURN stated, hosts + guests AS ruled

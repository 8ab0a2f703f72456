// What a data sheet says, in its order, beside the nodes that tell what it measures: lists of products show it without a way to each.
MATCH (p:Product) WHERE p.name IS NOT NULL AND p.specNames IS NULL CALL (p) {
    OPTIONAL MATCH (p)-[h:HAS_SPEC]->(s:Spec)
    WITH p, h, s ORDER BY h.position
    WITH p, collect(s.name) AS names, collect(h.text) AS texts
    SET p.specNames = names, p.specTexts = texts
} IN TRANSACTIONS OF 1000 ROWS;

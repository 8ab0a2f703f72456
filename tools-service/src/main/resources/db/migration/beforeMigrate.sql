-- V2 replaces the tables of V1 and cannot carry their orders over: their items have no variants, their payments no history. The
-- sample marketplace's come in again by themselves; anybody else's must not be lost because a service was started.
DO $$
DECLARE
    theirs BIGINT;
BEGIN
    IF to_regclass('order_item') IS NULL OR to_regclass('order_line') IS NOT NULL OR '${discardV1}' = 'yes' THEN
        RETURN;
    END IF;
    EXECUTE $sql$SELECT count(*) FROM purchase_order WHERE NOT (id ~ '^ORD-10[0-9][0-9]$'
        AND customer_id IN ('u-alice', 'u-bob', 'u-carla', 'u-deniz', 'u-emeka'))$sql$ INTO theirs;
    IF theirs > 0 THEN
        RAISE EXCEPTION 'this database has % orders in the schema of version 1, which this version cannot read; nothing was changed', theirs
            USING HINT = 'Export them with the version that wrote them, or set SOUK_TOOLS_DISCARD_V1=yes to delete them.';
    END IF;
END $$;

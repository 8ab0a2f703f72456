-- What the shop's policies say, as data: the code reads it, the policy documents cite it. A change is a new version with a day
-- from which it holds; it names only what changes. seller_id '' is every seller without a rule of its own.
CREATE TABLE rule_version (
    version         INTEGER PRIMARY KEY,
    effective_from  TIMESTAMPTZ NOT NULL,
    note            TEXT NOT NULL
);

CREATE TABLE rule (
    version    INTEGER NOT NULL REFERENCES rule_version,
    seller_id  TEXT NOT NULL DEFAULT '',
    name       TEXT NOT NULL,
    value      TEXT NOT NULL,
    PRIMARY KEY (name, seller_id, version),
    CONSTRAINT rule_is_known CHECK (name IN ('return-window-days', 'exchange-window-days', 'missing-parcel-days',
        'return-excluded-categories', 'refund-person-above', 'standard-shipping-price', 'standard-shipping-countries')),
    CONSTRAINT rule_has_a_value CHECK (CASE
        WHEN name LIKE '%-days' THEN value ~ '^[0-9]{1,4}$'
        WHEN name IN ('refund-person-above', 'standard-shipping-price') THEN value ~ '^[0-9]{1,9}(\.[0-9]{1,2})?$'
        ELSE value !~ '[\n\r]' END)
);

CREATE FUNCTION rules_are_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION 'rules are append-only: a change is a new version'; END$$;
CREATE TRIGGER rule_version_append_only BEFORE UPDATE OR DELETE ON rule_version
    FOR EACH ROW EXECUTE FUNCTION rules_are_append_only();
CREATE TRIGGER rule_append_only BEFORE UPDATE OR DELETE ON rule
    FOR EACH ROW EXECUTE FUNCTION rules_are_append_only();

INSERT INTO rule_version (version, effective_from, note) VALUES (1, '2000-01-01', 'the marketplace''s own');
INSERT INTO rule (version, name, value) VALUES
    (1, 'return-window-days', '30'),
    (1, 'exchange-window-days', '30'),
    (1, 'missing-parcel-days', '14'),
    (1, 'return-excluded-categories', 'Gift cards'),
    (1, 'refund-person-above', '2500.00'),
    (1, 'standard-shipping-price', '4.90'),
    (1, 'standard-shipping-countries', 'DE, AT');

-- Where documents cite them, read from catalog.documents: what disagrees can be asked for.
CREATE TABLE rule_citation (
    document_id  TEXT NOT NULL,
    place        INTEGER NOT NULL,
    name         TEXT NOT NULL,
    seller_id    TEXT NOT NULL,
    words        TEXT NOT NULL,
    PRIMARY KEY (document_id, place)
);

-- Null until the catalogue is next published: the marketplace's own rules hold.
ALTER TABLE product ADD COLUMN seller_id TEXT;
-- Null for what was proposed or done before there were versions.
ALTER TABLE proposal ADD COLUMN rules_version INTEGER;
ALTER TABLE audit_log ADD COLUMN rules_version INTEGER;

-- Carriers report events of parcels, known by their numbers, in any order; what is told twice is there once.
ALTER TABLE delivery ADD COLUMN late_for DATE;
COMMENT ON COLUMN delivery.late_for IS 'the expected date whose passing has been told';
CREATE UNIQUE INDEX delivery_tracking_number ON delivery (tracking_number);
CREATE INDEX delivery_expected ON delivery (expected_on) WHERE state NOT IN ('delivered', 'returned');

ALTER TABLE tracking_step ADD COLUMN sequence BIGINT, ADD COLUMN expected_on DATE;
CREATE UNIQUE INDEX tracking_step_sequence ON tracking_step (order_id, sequence);
CREATE INDEX tracking_step_at ON tracking_step (order_id, at);

-- What rows cannot lose one by one, they shall not lose together: only an import, which replaces everything, says that it may.
CREATE OR REPLACE FUNCTION audit_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN
    IF TG_OP = 'TRUNCATE' AND current_setting('souk.replaces_everything', true) = 'yes' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'audit_log is append-only';
END$$;
CREATE TRIGGER audit_log_not_truncated BEFORE TRUNCATE ON audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION audit_log_is_append_only();

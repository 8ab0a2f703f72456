-- One model of orders, the one of the retail rules: statuses, lines, payments and operations as they are told there.
-- The tables of V1 held the sample's orders in a model of their own; the sample comes in again at the next start, and
-- products when the catalogue is next published.
DROP TABLE complaint, refund_line, refund, proposal, tracking_step, order_item, purchase_order, payment_method, customer,
    idempotency_key;

CREATE TABLE customer (
    id                 TEXT PRIMARY KEY,
    first_name         TEXT NOT NULL,
    last_name          TEXT NOT NULL,
    email              TEXT NOT NULL,
    address1           TEXT NOT NULL,
    address2           TEXT NOT NULL,
    city               TEXT NOT NULL,
    state              TEXT NOT NULL,
    country            TEXT NOT NULL,
    zip                TEXT NOT NULL,
    order_ids          TEXT[] NOT NULL,
    first_name_folded  TEXT NOT NULL,
    last_name_folded   TEXT NOT NULL,
    email_folded       TEXT NOT NULL
);
CREATE INDEX customer_email ON customer (email_folded);
CREATE INDEX customer_name_zip ON customer (last_name_folded, first_name_folded, zip);

CREATE TABLE payment_method (
    customer_id  TEXT NOT NULL REFERENCES customer ON DELETE CASCADE DEFERRABLE,
    id           TEXT NOT NULL,
    position     INTEGER NOT NULL,
    source       TEXT NOT NULL,
    brand        TEXT,
    last_four    TEXT,
    balance      NUMERIC(12, 2) CHECK (balance >= 0),
    PRIMARY KEY (customer_id, id)
);

ALTER TABLE catalog_item RENAME TO product;
ALTER TABLE product ALTER COLUMN id TYPE TEXT, ALTER COLUMN name TYPE TEXT, ALTER COLUMN category TYPE TEXT,
    ALTER COLUMN category DROP NOT NULL;

CREATE TABLE variant (
    item_id     TEXT PRIMARY KEY,
    product_id  TEXT NOT NULL REFERENCES product ON DELETE CASCADE DEFERRABLE,
    position    INTEGER NOT NULL,
    options     JSON NOT NULL,
    available   BOOLEAN NOT NULL,
    price       NUMERIC(12, 2) NOT NULL CHECK (price >= 0)
);
CREATE INDEX variant_product ON variant (product_id, position);

-- From placed_on on: what is ours. The rest is the order as data sets have it.
CREATE TABLE purchase_order (
    id                          TEXT PRIMARY KEY,
    customer_id                 TEXT NOT NULL REFERENCES customer DEFERRABLE,
    status                      TEXT NOT NULL,
    address1                    TEXT NOT NULL,
    address2                    TEXT NOT NULL,
    city                        TEXT NOT NULL,
    state                       TEXT NOT NULL,
    country                     TEXT NOT NULL,
    zip                         TEXT NOT NULL,
    fulfillments                JSON NOT NULL,
    cancel_reason               TEXT,
    exchange_items              TEXT[],
    exchange_new_items          TEXT[],
    exchange_payment_method_id  TEXT,
    exchange_price_difference   NUMERIC(12, 2),
    return_items                TEXT[],
    return_payment_method_id    TEXT,
    placed_on                   DATE,
    shipping_cost               NUMERIC(12, 2) NOT NULL DEFAULT 0 CHECK (shipping_cost >= 0),
    currency                    TEXT NOT NULL DEFAULT 'USD',
    number                      BIGINT GENERATED ALWAYS AS IDENTITY,
    version                     BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX purchase_order_customer ON purchase_order (customer_id, placed_on DESC NULLS LAST, number DESC);

CREATE TABLE order_line (
    order_id    TEXT NOT NULL REFERENCES purchase_order ON DELETE CASCADE DEFERRABLE,
    line_no     INTEGER NOT NULL,
    name        TEXT NOT NULL,
    product_id  TEXT NOT NULL,
    item_id     TEXT NOT NULL,
    price       NUMERIC(12, 2) NOT NULL CHECK (price >= 0),
    options     JSON NOT NULL,
    PRIMARY KEY (order_id, line_no)
);

-- Append-only.
CREATE TABLE payment_entry (
    order_id           TEXT NOT NULL REFERENCES purchase_order ON DELETE CASCADE DEFERRABLE,
    entry_no           INTEGER NOT NULL,
    transaction_type   TEXT NOT NULL,
    amount             NUMERIC(12, 2) NOT NULL CHECK (amount >= 0),
    payment_method_id  TEXT NOT NULL,
    PRIMARY KEY (order_id, entry_no)
);

-- Which old item becomes which new one: the order itself shows only two sorted lists.
CREATE TABLE exchange_pair (
    order_id  TEXT NOT NULL REFERENCES purchase_order ON DELETE CASCADE DEFERRABLE,
    line_no   INTEGER NOT NULL,
    item_id   TEXT NOT NULL,
    PRIMARY KEY (order_id, line_no)
);

CREATE TABLE delivery (
    order_id         TEXT PRIMARY KEY REFERENCES purchase_order ON DELETE CASCADE DEFERRABLE,
    carrier          TEXT NOT NULL,
    tracking_number  TEXT,
    state            TEXT NOT NULL,
    expected_on      DATE,
    delivered_on     DATE
);

CREATE TABLE tracking_step (
    order_id  TEXT NOT NULL REFERENCES delivery ON DELETE CASCADE DEFERRABLE,
    step_no   INTEGER NOT NULL,
    at        TIMESTAMPTZ NOT NULL,
    status    TEXT NOT NULL,
    place     TEXT NOT NULL,
    text      TEXT NOT NULL,
    PRIMARY KEY (order_id, step_no)
);

-- Money on its way back; the sequence of V1 goes on.
CREATE TABLE refund (
    id                 TEXT PRIMARY KEY,
    customer_id        TEXT NOT NULL,
    order_id           TEXT NOT NULL REFERENCES purchase_order ON DELETE CASCADE DEFERRABLE,
    status             TEXT NOT NULL,
    amount             NUMERIC(12, 2) NOT NULL CHECK (amount >= 0),
    currency           TEXT NOT NULL,
    payment_method_id  TEXT NOT NULL,
    destination        TEXT NOT NULL,
    reason             TEXT,
    conversation_id    TEXT,
    requested_at       TIMESTAMPTZ NOT NULL,
    version            BIGINT NOT NULL
);
CREATE INDEX refund_customer ON refund (customer_id, requested_at DESC);
CREATE INDEX refund_order ON refund (order_id);

-- The key makes a second refund of the same line impossible, whatever the code does.
CREATE TABLE refund_line (
    order_id   TEXT NOT NULL,
    line_no    INTEGER NOT NULL,
    refund_id  TEXT NOT NULL REFERENCES refund ON DELETE CASCADE DEFERRABLE,
    PRIMARY KEY (order_id, line_no)
);
CREATE INDEX refund_line_refund ON refund_line (refund_id);

CREATE TABLE complaint (
    id               TEXT PRIMARY KEY,
    customer_id      TEXT NOT NULL,
    order_id         TEXT NOT NULL REFERENCES purchase_order ON DELETE CASCADE DEFERRABLE,
    line_no          INTEGER,
    product_id       TEXT,
    status           TEXT NOT NULL,
    reason           TEXT NOT NULL,
    conversation_id  TEXT,
    opened_at        TIMESTAMPTZ NOT NULL,
    version          BIGINT NOT NULL
);
CREATE INDEX complaint_customer ON complaint (customer_id, opened_at DESC);
-- One open complaint per item, or per order where no item is named.
CREATE UNIQUE INDEX complaint_open ON complaint (order_id, (COALESCE(line_no, -1))) WHERE status = 'open';

-- Customers handed over to a person.
CREATE TABLE ticket (
    id           BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id  TEXT,
    summary      TEXT NOT NULL,
    opened_at    TIMESTAMPTZ NOT NULL DEFAULT now()
);

-- What waits for a customer's answer. The terms of a row never change; what runs on "yes" is this row.
CREATE TABLE proposal (
    id               TEXT PRIMARY KEY,
    customer_id      TEXT NOT NULL,
    conversation_id  TEXT NOT NULL,
    operation        TEXT NOT NULL,
    awaiting         TEXT NOT NULL,
    order_id         TEXT,
    order_version    BIGINT,
    terms            TEXT NOT NULL,
    terms_sha256     TEXT NOT NULL,
    state            TEXT NOT NULL,
    reference        TEXT,
    cause_id         TEXT NOT NULL,
    created_at       TIMESTAMPTZ NOT NULL,
    expires_at       TIMESTAMPTZ NOT NULL,
    version          BIGINT NOT NULL
);
CREATE INDEX proposal_conversation ON proposal (conversation_id, created_at DESC);
CREATE INDEX proposal_customer ON proposal (customer_id);

-- subject: the order or customer that was named, so that a reload of it forgets its calls.
CREATE TABLE idempotency_key (
    caller        TEXT NOT NULL,
    key           TEXT NOT NULL,
    operation     TEXT NOT NULL,
    request_hash  TEXT NOT NULL,
    status        INTEGER,
    body          TEXT,
    subject       TEXT,
    created_at    TIMESTAMPTZ NOT NULL DEFAULT now(),
    PRIMARY KEY (caller, key)
);
CREATE INDEX idempotency_key_subject ON idempotency_key (subject);

CREATE TABLE audit_log (
    id               BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at               TIMESTAMPTZ NOT NULL DEFAULT now(),
    customer_id      TEXT NOT NULL,
    order_id         TEXT,
    operation        TEXT NOT NULL,
    actor            TEXT NOT NULL,
    channel          TEXT NOT NULL,
    conversation_id  TEXT,
    turn_id          TEXT,
    key              TEXT NOT NULL,
    before           JSON,
    after            JSON NOT NULL
);
CREATE INDEX audit_log_order ON audit_log (order_id, id);
CREATE INDEX audit_log_customer ON audit_log (customer_id, id);

CREATE FUNCTION audit_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION 'audit_log is append-only'; END$$;
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE ON audit_log
    FOR EACH ROW EXECUTE FUNCTION audit_log_is_append_only();

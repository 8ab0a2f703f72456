-- Who buys. Payment methods are what the customer reads on the card; no card data is kept here.
CREATE TABLE customer (
    id           VARCHAR(64)  PRIMARY KEY,
    username     VARCHAR(64)  NOT NULL UNIQUE,
    first_name   VARCHAR(100) NOT NULL,
    last_name    VARCHAR(100) NOT NULL,
    email        VARCHAR(200) NOT NULL UNIQUE,
    line1        VARCHAR(200) NOT NULL,
    line2        VARCHAR(200),
    city         VARCHAR(100) NOT NULL,
    region       VARCHAR(100),
    postal_code  VARCHAR(20)  NOT NULL,
    country      VARCHAR(2)   NOT NULL
);

CREATE TABLE payment_method (
    id           VARCHAR(64)  PRIMARY KEY,
    customer_id  VARCHAR(64)  NOT NULL REFERENCES customer ON DELETE CASCADE,
    kind         VARCHAR(20)  NOT NULL,
    label        VARCHAR(100) NOT NULL
);
CREATE INDEX payment_method_customer ON payment_method (customer_id);

CREATE TABLE purchase_order (
    id              VARCHAR(64)    PRIMARY KEY,
    customer_id     VARCHAR(64)    NOT NULL REFERENCES customer,
    status          VARCHAR(20)    NOT NULL,
    placed_on       DATE           NOT NULL,
    shipping_cost   NUMERIC(12, 2) NOT NULL CHECK (shipping_cost >= 0),
    currency        VARCHAR(3)     NOT NULL,
    payment_method  VARCHAR(100)   NOT NULL,
    line1           VARCHAR(200)   NOT NULL,
    line2           VARCHAR(200),
    city            VARCHAR(100)   NOT NULL,
    region          VARCHAR(100),
    postal_code     VARCHAR(20)    NOT NULL,
    country         VARCHAR(2)     NOT NULL,
    carrier         VARCHAR(60),
    tracking_number VARCHAR(60),
    expected_on     DATE,
    delivered_on    DATE,
    version         BIGINT         NOT NULL
);
CREATE INDEX purchase_order_customer ON purchase_order (customer_id, placed_on DESC, id DESC);

CREATE TABLE order_item (
    order_id    VARCHAR(64)    NOT NULL REFERENCES purchase_order ON DELETE CASCADE,
    line_no     INTEGER        NOT NULL,
    product_id  VARCHAR(64)    NOT NULL,
    name        VARCHAR(200)   NOT NULL,
    quantity    INTEGER        NOT NULL CHECK (quantity > 0),
    unit_price  NUMERIC(12, 2) NOT NULL CHECK (unit_price >= 0),
    PRIMARY KEY (order_id, line_no)
);

CREATE TABLE tracking_step (
    order_id  VARCHAR(64)  NOT NULL REFERENCES purchase_order ON DELETE CASCADE,
    step_no   INTEGER      NOT NULL,
    at        TIMESTAMPTZ  NOT NULL,
    status    VARCHAR(40)  NOT NULL,
    place     VARCHAR(100) NOT NULL,
    text      VARCHAR(500) NOT NULL,
    PRIMARY KEY (order_id, step_no)
);

-- What catalog.products says, as far as it helps to know which of a customer's items "my headphones" are.
CREATE TABLE catalog_item (
    id        VARCHAR(64)  PRIMARY KEY,
    name      VARCHAR(200) NOT NULL,
    category  VARCHAR(100) NOT NULL
);

-- What waits for a customer's answer. The terms of a row never change; what runs on "yes" is this row.
CREATE TABLE proposal (
    id               VARCHAR(64)  PRIMARY KEY,
    customer_id      VARCHAR(64)  NOT NULL,
    conversation_id  VARCHAR(200) NOT NULL,
    operation        VARCHAR(30)  NOT NULL,
    awaiting         VARCHAR(20)  NOT NULL,
    order_id         VARCHAR(64),
    order_version    BIGINT,
    terms            TEXT         NOT NULL,
    terms_sha256     VARCHAR(64)  NOT NULL,
    state            VARCHAR(20)  NOT NULL,
    reference        VARCHAR(20),
    cause_id         VARCHAR(200) NOT NULL,
    created_at       TIMESTAMPTZ  NOT NULL,
    expires_at       TIMESTAMPTZ  NOT NULL,
    version          BIGINT       NOT NULL
);
CREATE INDEX proposal_conversation ON proposal (conversation_id, created_at DESC);

CREATE SEQUENCE refund_number START 100001;
CREATE TABLE refund (
    id               VARCHAR(20)    PRIMARY KEY,
    customer_id      VARCHAR(64)    NOT NULL,
    order_id         VARCHAR(64)    NOT NULL REFERENCES purchase_order,
    status           VARCHAR(20)    NOT NULL,
    amount           NUMERIC(12, 2) NOT NULL CHECK (amount >= 0),
    currency         VARCHAR(3)     NOT NULL,
    destination      VARCHAR(100)   NOT NULL,
    reason           TEXT,
    conversation_id  VARCHAR(200),
    requested_at     TIMESTAMPTZ    NOT NULL,
    version          BIGINT         NOT NULL
);
CREATE INDEX refund_customer ON refund (customer_id, requested_at DESC);
CREATE INDEX refund_order ON refund (order_id);

-- The key makes a second refund of the same line impossible, whatever the code does.
CREATE TABLE refund_line (
    order_id   VARCHAR(64) NOT NULL,
    line_no    INTEGER     NOT NULL,
    refund_id  VARCHAR(20) NOT NULL REFERENCES refund,
    PRIMARY KEY (order_id, line_no),
    FOREIGN KEY (order_id, line_no) REFERENCES order_item (order_id, line_no)
);
CREATE INDEX refund_line_refund ON refund_line (refund_id);

CREATE SEQUENCE complaint_number START 100001;
CREATE TABLE complaint (
    id               VARCHAR(20)  PRIMARY KEY,
    customer_id      VARCHAR(64)  NOT NULL,
    order_id         VARCHAR(64)  NOT NULL REFERENCES purchase_order,
    line_no          INTEGER,
    product_id       VARCHAR(64),
    status           VARCHAR(20)  NOT NULL,
    reason           TEXT         NOT NULL,
    conversation_id  VARCHAR(200),
    opened_at        TIMESTAMPTZ  NOT NULL,
    version          BIGINT       NOT NULL
);
CREATE INDEX complaint_customer ON complaint (customer_id, opened_at DESC);
-- One open complaint per item, or per order where no item is named.
CREATE UNIQUE INDEX complaint_open ON complaint (order_id, (COALESCE(line_no, -1))) WHERE status = 'open';

CREATE TABLE idempotency_key (
    caller        VARCHAR(64)  NOT NULL,
    key           VARCHAR(255) NOT NULL,
    request_hash  VARCHAR(64)  NOT NULL,
    status        INTEGER,
    body          TEXT,
    created_at    TIMESTAMPTZ  NOT NULL DEFAULT now(),
    PRIMARY KEY (caller, key)
);

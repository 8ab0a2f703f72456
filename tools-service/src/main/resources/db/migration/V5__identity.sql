-- Conversations of channels without sign-in. Once its customer is known a conversation has no other.
CREATE TABLE identification (
    conversation_id  TEXT PRIMARY KEY,
    customer_id      TEXT,
    -- Wrong tries so far.
    failed           INTEGER NOT NULL DEFAULT 0,
    -- What was given of a name and a postcode before the rest; forgotten with the next full try.
    name             TEXT,
    postcode         TEXT,
    -- What was wanted before it was known of whom, as JSON; done once it is.
    wish             TEXT,
    updated_at       TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE INDEX identification_customer ON identification (customer_id);

-- Tries by who was claimed to be writing, over all conversations; the subject is a hash.
CREATE TABLE identity_claim (
    subject  TEXT PRIMARY KEY,
    failed   INTEGER NOT NULL,
    since    TIMESTAMPTZ NOT NULL
);
CREATE INDEX identity_claim_since ON identity_claim (since);

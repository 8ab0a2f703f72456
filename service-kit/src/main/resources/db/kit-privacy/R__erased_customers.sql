-- Repeatable, so after all others, and if not exists: services had these tables as migrations of their own before.

-- Who asked to be forgotten. What still turns up in that name while the account is closed is refused and swept away.
create table if not exists erased_customer (
    -- SHA-256 of the customer's id, which is all that is left of it later.
    customer_hash text        primary key,
    -- While the account is closed, so that the sweep can look; then null.
    customer_id   text,
    pseudonym     text        not null,
    closed_until  timestamptz not null
);
create index if not exists erased_customer_closed on erased_customer (closed_until) where customer_id is not null;

-- What was erased here on whose request, and how much of it. Names nobody.
create table if not exists erasure_receipt (
    request_id text        primary key,
    attempt    int         not null,
    counts     json        not null,
    erased_at  timestamptz not null
);

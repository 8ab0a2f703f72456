-- If not exists: V6 made them, together with tables that are the kit's now.

-- What customers asked about their data, kept as proof. customer_id is there only while something is still to be done.
create table if not exists privacy_request (
    id            text        primary key,
    kind          text        not null check (kind in ('erasure', 'export')),
    customer_hash text        not null,
    customer_id   text,
    -- Of an erasure.
    pseudonym     text,
    requested_at  timestamptz not null,
    attempt       int         not null default 1,
    asked_at      timestamptz not null default now(),
    completed_at  timestamptz
);
create index if not exists privacy_request_customer on privacy_request (customer_hash);
create index if not exists privacy_request_open on privacy_request (asked_at) where completed_at is null;

create table if not exists privacy_receipt (
    request_id text        not null references privacy_request on delete cascade,
    service    text        not null,
    counts     json        not null,
    at         timestamptz not null,
    primary key (request_id, service)
);

create index if not exists ticket_customer on ticket (customer_id);

-- Still append-only, but for the two things that must be possible: an import replaces everything, and whose entry it was must be able
-- to change.
create or replace function audit_log_is_append_only() returns trigger language plpgsql as
$$begin
    if tg_op = 'TRUNCATE' and current_setting('souk.replaces_everything', true) = 'yes' then
        return null;
    end if;
    if tg_op = 'UPDATE' and current_setting('souk.pseudonymising', true) = 'on'
        and (new.id, new.at, new.order_id, new.operation, new.channel)
            is not distinct from (old.id, old.at, old.order_id, old.operation, old.channel) then
        return new;
    end if;
    raise exception 'audit_log is append-only';
end$$;

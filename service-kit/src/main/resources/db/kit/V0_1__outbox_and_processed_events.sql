-- Events that are committed but not yet known to be published. Rows live for milliseconds, unless a process dies.
create table outbox (
    id         bigint generated always as identity primary key,
    topic      text        not null,
    key        text        not null,
    headers    jsonb       not null,
    value      bytea       not null,
    created_at timestamptz not null default now()
);
create index outbox_key on outbox (key, id);

-- What has been handled, so that a redelivery changes nothing.
create table processed_event (
    event_key    text        primary key,
    processed_at timestamptz not null default now()
);
create index processed_event_at on processed_event (processed_at);

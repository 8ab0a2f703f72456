-- What the next message is read with: what the last one asked, what was offered, and what the older ones were about.
alter table conversation
    add column topic json,
    add column offer json,
    add column summary text,
    add column summarised_to bigint not null default 0;

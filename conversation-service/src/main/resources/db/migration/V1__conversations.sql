-- What is remembered of a conversation. Whoever changes anything of a conversation locks its row first.
create table conversation (
    id              text        primary key,
    -- Null while its customer has not signed in.
    customer_id     text,
    next_seq        bigint      not null default 1,
    -- The turn in progress; the others wait for it.
    current_turn    text,
    focus           json,
    pending_action  json,
    -- How many messages in a row were not understood.
    misunderstood   int         not null default 0,
    title           text,
    started_at      timestamptz not null default now(),
    last_message_at timestamptz
);
create index conversation_of_customer on conversation (customer_id, last_message_at desc) where customer_id is not null;

create table turn (
    conversation_id  text        not null references conversation on delete cascade,
    id               text        not null,
    -- Place of its acknowledgement (or refusal) in the conversation: the order of the messages.
    seq              bigint      not null,
    state            text        not null check (state in ('QUEUED', 'PREPARED', 'CLASSIFIED', 'COMPLETED', 'REFUSED')),
    message_event_id text        not null,
    message_id       text,
    customer_id      text,
    -- Empty when the message was refused.
    text             text        not null,
    received_at      timestamptz not null,
    classified_at    timestamptz,
    completed_at     timestamptz,
    -- When it is answered with what there is; null before it is prepared and after it is answered.
    deadline         timestamptz,
    -- The IntentClassified event, without its embedding.
    classified       text,
    -- The EvidenceGathered events, in order of arrival; they may come before the intent.
    evidence         text[]      not null default '{}',
    reply_text       text,
    reply_seq        bigint,
    intent           text,
    rung             text,
    helpful          boolean,
    primary key (conversation_id, id)
);
create unique index turn_order on turn (conversation_id, seq);
create index turn_queued on turn (conversation_id, seq) where state = 'QUEUED';
create index turn_deadline on turn (deadline) where deadline is not null;

-- Every event that the customer's screen saw, in order and without gaps: what a reconnecting client asks for.
create table journal (
    conversation_id text   not null references conversation on delete cascade,
    seq             bigint not null,
    event_type      text   not null,
    event_id        text   not null,
    turn_id         text,
    -- The CloudEvent in structured JSON.
    event           text   not null,
    primary key (conversation_id, seq)
);

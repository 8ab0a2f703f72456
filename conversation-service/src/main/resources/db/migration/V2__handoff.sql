-- Set while a person has the conversation and the assistant is quiet.
alter table conversation
    add column handed_off_at   timestamptz,
    add column handoff_reason  text,
    add column handoff_summary text;
create index conversation_handed_off on conversation (handed_off_at) where handed_off_at is not null;

-- What the retention looks for.
create index conversation_untouched on conversation ((coalesce(last_message_at, started_at)));

-- A language model writes the reply: outside of any transaction, and with a deadline of its own.
alter table turn drop constraint turn_state_check;
alter table turn add check (state in ('QUEUED', 'PREPARED', 'CLASSIFIED', 'COMPOSING', 'COMPLETED', 'REFUSED'));

-- When the whole turn's limit passes, whatever the deadline of its present state is.
alter table turn add answer_by timestamptz;

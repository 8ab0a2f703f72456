-- Its customer said who they are, and was believed: whoever writes through that channel in this conversation is that customer.
alter table conversation add column identified boolean not null default false;
-- Its channel has no sign-in and may identify.
alter table turn add column may_identify boolean not null default false;

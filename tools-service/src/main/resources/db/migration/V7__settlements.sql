-- Money that goes back is requested, approved, on its way, and paid, or fails: payment providers report it.
alter table refund add column changed_at timestamptz not null default now();
update refund set changed_at = requested_at;
alter table refund add constraint refund_status_is_known check (status in ('requested', 'approved', 'paid', 'failed'));

-- Who never said who they are is forgotten; so is what they wanted.
create index identification_unknown on identification (updated_at) where customer_id is null;

-- What a turn was about, in words of ours; empty where that is nothing to remember.
alter table turn add gist text not null default '';

-- For docs/retrieval.md, "Speed". A database that holds many chunks takes minutes over this.
set local statement_timeout = 0;
set local maintenance_work_mem = '512MB';

-- A graph made with more care finds more of the nearest though fewer chunks are looked at.
drop index chunk_embedding;
create index chunk_embedding on chunk using hnsw ((embedding::halfvec(384)) halfvec_cosine_ops) with (m = 16, ef_construction = 256);

-- New words go into their place at once: else every search reads through a list of what came since the last vacuum.
drop index chunk_terms;
create index chunk_terms on chunk using gin (terms) with (fastupdate = off);
drop index term_spelling;
create index term_spelling on term using gin (word gin_trgm_ops) with (fastupdate = off);

-- Most chunks have no neighbour under their heading, so none need be looked for. Null: from before, look.
alter table chunk add column alone boolean;

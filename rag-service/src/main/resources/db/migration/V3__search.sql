-- Misspelt words are looked for among the known ones.
create extension if not exists pg_trgm;
create index term_spelling on term using gin (word gin_trgm_ops);

-- Vectors of a chunk's sentences as io.souk.rag.ranking.Sentences packs them; compressing them gains nothing.
alter table chunk add column sentences bytea;
alter table chunk alter column sentences set storage external;

-- Half the bytes an element: a graph of half the size, whose nearest are the same. Exact distances come from the vectors themselves.
drop index chunk_embedding;
create index chunk_embedding on chunk using hnsw ((embedding::halfvec(384)) halfvec_cosine_ops) with (m = 16, ef_construction = 128);

create extension if not exists vector;

-- A document as it was handed in. A removed one stays as a row without text, so that a late older event does not bring it back.
create table document (
    id          text primary key,
    title       text        not null,
    category    text        not null,
    product_id  text,
    text        text,
    revision    integer     not null default 1,
    fingerprint text        not null,
    pipeline    text        not null,
    changed_at  timestamptz not null
);

-- What is found and cited. Columns of the document are repeated, so that a filter is a condition on one table.
create table chunk (
    id          bigint generated always as identity primary key,
    document_id text        not null references document (id),
    version     text        not null,
    ordinal     integer     not null,
    title       text        not null,
    section     text,
    text        text        not null,
    category    text        not null,
    product_id  text,
    embedding   vector(384) not null,
    terms       tsvector generated always as (
                    setweight(to_tsvector('english', title), 'A')
                    || setweight(to_tsvector('english', coalesce(section, '')), 'B')
                    || setweight(to_tsvector('english', text), 'C')) stored,
    unique (document_id, ordinal)
);
create index chunk_product on chunk (product_id);
create index chunk_category on chunk (category);
create index chunk_terms on chunk using gin (terms);
create index chunk_embedding on chunk using hnsw (embedding vector_cosine_ops) with (m = 16, ef_construction = 100);

-- How many chunks hold a word: rare words say more. Refreshed shortly after documents change; the empty word counts all chunks.
create materialized view term as
    select word, ndoc as chunks from ts_stat('select terms from chunk')
    union all
    select '', count(*)::integer from chunk;
create unique index term_word on term (word);

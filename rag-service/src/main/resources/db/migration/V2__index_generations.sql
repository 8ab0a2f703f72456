-- An index generation is all chunks as one model and one way of cutting make them. Searches use the live one. Another is built beside
-- it, becomes live by one change of state, and the old one goes as a whole: each is a partition with indexes of its own.
create table generation (
    id            integer generated always as identity primary key,
    model         text        not null,
    chunker       integer     not null,
    chunk_size    integer     not null,
    chunk_overlap integer     not null,
    state         text        not null check (state in ('BUILDING', 'LIVE', 'RETIRED')),
    created_at    timestamptz not null default now(),
    live_at       timestamptz,
    retired_at    timestamptz
);
create unique index generation_one_live on generation (state) where state = 'LIVE';
create unique index generation_one_building on generation (state) where state = 'BUILDING';

alter table document add column media_type text not null default 'text/markdown';
alter table document drop column pipeline;

-- Chunks are derived: the service makes them anew from the documents' text when it starts.
drop materialized view term;
drop table chunk;
create sequence chunk_id;

-- No foreign keys: a generation could not be dropped without locking documents. Whoever writes chunks holds their document's row.
create table chunk (
    id          bigint      not null default nextval('chunk_id'),
    generation  integer     not null,
    document_id text        not null,
    version     text        not null,
    ordinal     integer     not null,
    title       text        not null,
    section     text,
    text        text        not null,
    starts_at   integer     not null, -- characters of document.text, as Java counts them; neighbours may overlap
    ends_at     integer     not null,
    category    text        not null,
    product_id  text,
    embedding   vector(384) not null,
    terms       tsvector generated always as (
                    setweight(to_tsvector('english', title), 'A')
                    || setweight(to_tsvector('english', coalesce(section, '')), 'B')
                    || setweight(to_tsvector('english', text), 'C')) stored,
    primary key (id, generation),
    unique (document_id, ordinal, generation)
) partition by list (generation);
create index chunk_product on chunk (product_id);
create index chunk_category on chunk (category);
create index chunk_terms on chunk using gin (terms);
create index chunk_embedding on chunk using hnsw (embedding vector_cosine_ops) with (m = 16, ef_construction = 100);
-- Tells quickly which documents a generation has, and in which version.
create index chunk_document on chunk (document_id, version) where ordinal = 0;

-- How many chunks hold a word: rare words say more. Refreshed shortly after documents change; the empty word counts all chunks.
create materialized view term as
    select word, ndoc as chunks
    from ts_stat('select terms from chunk where generation = (select id from generation where state = ''LIVE'')')
    union all
    select '', count(*)::integer from chunk where generation = (select id from generation where state = 'LIVE');
create unique index term_word on term (word);

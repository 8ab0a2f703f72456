create extension if not exists vector;

-- Answers that a language model gave from documents alone, for whoever asks the same again while the documents are as they were.
create table model_answer (
    id              bigint      generated always as identity primary key,
    embedding_model text        not null,
    -- What must be the same besides the meaning: the intent, and the products, numbers and ids of the question.
    subject         text        not null,
    embedding       vector      not null,
    -- "document@version" of each passage the model had.
    sources         text[]      not null,
    answer          text        not null,
    citations       json        not null,
    created_at      timestamptz not null default now()
);
create index model_answer_subject on model_answer (subject, embedding_model);
create index model_answer_age on model_answer (created_at);

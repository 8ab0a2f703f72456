-- Run once, on an empty data volume: the services' role, a database for each, and pgvector where vectors are kept.
\getenv password SOUK_POSTGRES_PASSWORD
create role souk login password :'password';
create database souk_conversation owner souk;
create database souk_rag owner souk;
create database souk_tools owner souk;
\connect souk_conversation
create extension vector;
\connect souk_rag
create extension vector;

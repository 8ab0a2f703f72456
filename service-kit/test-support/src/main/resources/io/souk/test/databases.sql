create database souk_conversation;
create database souk_rag;
create database souk_tools;

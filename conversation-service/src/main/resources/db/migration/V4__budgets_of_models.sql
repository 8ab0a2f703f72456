-- What language models have cost, by day of the database's clock and by who caused it.
create table model_spending (
    day    date           not null,
    -- A customer, a guest's conversation, or '' for all together.
    who    text           not null,
    tokens bigint         not null,
    money  numeric(16, 6) not null,
    primary key (day, who)
);

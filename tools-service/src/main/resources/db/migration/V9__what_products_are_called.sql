-- Words for what a product is, besides its name and category ("mouse", "earbuds"). Null until the catalogue says the product again.
alter table product add column if not exists called text;

-- Products that have left the catalogue. Their documents stay, for a product may come back, but are not found.
create table removed_product (
    id text primary key
);

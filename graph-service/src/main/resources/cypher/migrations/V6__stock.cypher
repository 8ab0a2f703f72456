// How many products can be had is counted from those that cannot.
CREATE INDEX product_stock IF NOT EXISTS FOR (p:Product) ON (p.gen, p.stock);

// The catalogue lives in generations, so that a new one can be built while the old one serves. What an older service left behind
// has none and goes; the catalogue is read again from its topic.
DROP CONSTRAINT product_id IF EXISTS;
DROP CONSTRAINT brand_name IF EXISTS;
DROP CONSTRAINT category_name IF EXISTS;
DROP INDEX spec_name_value IF EXISTS;
DROP INDEX product_text IF EXISTS;
MATCH (old:Product|Brand|Category|Spec) WHERE old.gen IS NULL CALL (old) { DETACH DELETE old } IN TRANSACTIONS OF 1000 ROWS;
CREATE CONSTRAINT graph_name IF NOT EXISTS FOR (g:Graph) REQUIRE g.name IS UNIQUE;
CREATE CONSTRAINT position_key IF NOT EXISTS FOR (o:Position) REQUIRE (o.gen, o.topic, o.part) IS UNIQUE;
CREATE CONSTRAINT product_gen_id IF NOT EXISTS FOR (p:Product) REQUIRE (p.gen, p.id) IS UNIQUE;
CREATE CONSTRAINT brand_gen_name IF NOT EXISTS FOR (b:Brand) REQUIRE (b.gen, b.name) IS UNIQUE;
CREATE CONSTRAINT category_gen_name IF NOT EXISTS FOR (c:Category) REQUIRE (c.gen, c.name) IS UNIQUE;
CREATE CONSTRAINT seller_gen_id IF NOT EXISTS FOR (s:Seller) REQUIRE (s.gen, s.id) IS UNIQUE;
CREATE CONSTRAINT spec_gen_key IF NOT EXISTS FOR (s:Spec) REQUIRE (s.gen, s.key) IS UNIQUE;
CREATE CONSTRAINT standard_name IF NOT EXISTS FOR (s:Standard) REQUIRE s.name IS UNIQUE;
CREATE INDEX standard_family IF NOT EXISTS FOR (s:Standard) ON (s.family);
CREATE INDEX brand_gen_lower IF NOT EXISTS FOR (b:Brand) ON (b.gen, b.lower);
CREATE INDEX product_category_price IF NOT EXISTS FOR (p:Product) ON (p.gen, p.categoryName, p.cents);
CREATE FULLTEXT INDEX product_words IF NOT EXISTS FOR (p:Product) ON EACH [p.name, p.aliases, p.brandName, p.categoryName, p.description];
MERGE (g:Graph {name: 'catalogue'}) ON CREATE SET g.live = 1;

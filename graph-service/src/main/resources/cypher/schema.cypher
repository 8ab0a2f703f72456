// Idempotent: every start runs all of it. Statements end with a semicolon at the end of a line.
CREATE CONSTRAINT product_id IF NOT EXISTS FOR (p:Product) REQUIRE p.id IS UNIQUE;
CREATE CONSTRAINT brand_name IF NOT EXISTS FOR (b:Brand) REQUIRE b.name IS UNIQUE;
CREATE CONSTRAINT category_name IF NOT EXISTS FOR (c:Category) REQUIRE c.name IS UNIQUE;
CREATE INDEX spec_name_value IF NOT EXISTS FOR (s:Spec) ON (s.name, s.value);
CREATE FULLTEXT INDEX product_text IF NOT EXISTS FOR (p:Product) ON EACH [p.name, p.aliases, p.brandName, p.categoryName, p.description];

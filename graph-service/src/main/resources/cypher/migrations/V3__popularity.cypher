// How often a thing was bought, to suggest from when nobody says which kind of thing it should be.
CREATE INDEX item_bought IF NOT EXISTS FOR (i:Item) ON (i.bought);
MATCH (i:Item) SET i.bought = reduce(times = 0, each IN [(i)<-[b:BOUGHT]-(:Customer) | b.times] | times + each);

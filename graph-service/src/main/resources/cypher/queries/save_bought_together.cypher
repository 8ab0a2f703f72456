UNWIND $given.pairs AS pair
MERGE (a:Item {id: pair.one})
MERGE (b:Item {id: pair.other})
MERGE (a)-[t:BOUGHT_WITH]->(b)
ON CREATE SET t.times = 1
ON MATCH SET t.times = t.times + 1

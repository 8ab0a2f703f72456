UNWIND $given.inclusions AS inclusion
MATCH (s:Standard {name: inclusion.name})
MATCH (included:Standard {name: inclusion.includes})
MERGE (s)-[i:INCLUDES]->(included)
SET i.because = inclusion.because

MATCH (s:Standard)
RETURN s.name AS name, s.family AS family, s.level AS level, [(s)-[i:INCLUDES]->(t:Standard) | {name: t.name, because: i.because}] AS includes

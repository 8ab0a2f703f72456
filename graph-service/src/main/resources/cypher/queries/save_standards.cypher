UNWIND $given.standards AS standard
MERGE (s:Standard {name: standard.name})
SET s.family = standard.family, s.level = standard.level

UNWIND $given.uses AS use
MATCH (s:Standard {name: use.standard})
WHERE NOT use.purpose IN coalesce(s.neededFor, [])
SET s.neededFor = coalesce(s.neededFor, []) + use.purpose

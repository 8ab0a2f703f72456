UNWIND $given.uses AS use
MATCH (s:Standard {name: use.standard})
WHERE NOT use.purpose IN coalesce(s.providedFor, [])
SET s.providedFor = coalesce(s.providedFor, []) + use.purpose

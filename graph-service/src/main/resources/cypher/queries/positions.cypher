MATCH (o:Position {gen: $gen, topic: $topic})
RETURN o.part AS part, o.offset AS offset

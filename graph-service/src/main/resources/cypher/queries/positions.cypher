MATCH (o:Position {gen: $given.gen, topic: $given.topic})
RETURN o.part AS part, o.offset AS offset

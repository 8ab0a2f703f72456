UNWIND $given.positions AS position
MERGE (o:Position {gen: $given.gen, topic: $given.topic, part: position.part})
SET o.offset = position.offset

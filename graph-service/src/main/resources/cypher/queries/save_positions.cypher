UNWIND $positions AS position
MERGE (o:Position {gen: $gen, topic: $topic, part: position.part})
SET o.offset = position.offset

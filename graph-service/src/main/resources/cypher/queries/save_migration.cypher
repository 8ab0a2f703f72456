MERGE (m:Migration {name: $given.name})
ON CREATE SET m.digest = $given.digest, m.at = datetime()

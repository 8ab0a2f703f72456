MERGE (m:Migration {name: $name})
ON CREATE SET m.digest = $digest, m.at = datetime()

MATCH (:Standard)-[i:INCLUDES]->(:Standard)
DELETE i

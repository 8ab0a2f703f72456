MATCH (g:Graph {name: 'catalogue'})
UNWIND $ids AS id
MATCH (p:Product {gen: g.live, id: id})
WHERE p.name IS NOT NULL
RETURN p.id AS id, p.name AS name, p.unread AS unread, p.absent AS absent,
    [(p)-[n:NEEDS]->(s:Standard) | {purpose: n.purpose, spec: n.spec, text: n.text, standard: s.name}] AS needs,
    [(p)-[h:PROVIDES]->(s:Standard) | {purposes: h.purposes, spec: h.spec, text: h.text, standard: s.name}] AS provisions

// What the store remembers besides the network: what each unit touched, by revision and by the unit's own id, the keys
// of requests that were carried out, and the migrations that ran. The unique ids of nodes follow graph/schema.py
// (see graph/neo4j_store/cypher.py).

CREATE CONSTRAINT ogniwo_migration IF NOT EXISTS FOR (n:_OgniwoMigration) REQUIRE n.number IS UNIQUE;
CREATE CONSTRAINT ogniwo_change_revision IF NOT EXISTS FOR (n:_OgniwoChange) REQUIRE n.revision IS UNIQUE;
CREATE CONSTRAINT ogniwo_change_unit IF NOT EXISTS FOR (n:_OgniwoChange) REQUIRE n.unit_id IS UNIQUE;
CREATE CONSTRAINT ogniwo_request IF NOT EXISTS FOR (n:_OgniwoRequest) REQUIRE n.key IS UNIQUE;

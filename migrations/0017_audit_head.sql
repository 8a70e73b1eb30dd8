-- owner: core/audit
-- +goose Up
-- What the audit trail must have: how many entries, and the hash of the last. The one row is signed with the secret key, so
-- that who can write the database can't make one that fits a trail that was cut.
CREATE TABLE audit_head (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    entries BIGINT NOT NULL,
    hash TEXT NOT NULL,
    begun_at ${TIME} NOT NULL,
    begun_over BIGINT NOT NULL,
    fault TEXT NOT NULL,
    mac TEXT NOT NULL
);

-- Its one row says that the trail is older than heads and waits for its first: the next start that has the key makes it, and
-- takes the row away. It is written here, as only this transaction knows that there was no place for a head before; later a
-- head that is missing was taken away. Databases that had this file before it wrote the row have a head and need none.
CREATE TABLE audit_head_due (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1)
);
INSERT INTO audit_head_due (id) SELECT 1 WHERE EXISTS (SELECT 1 FROM audit_entry) OR EXISTS (SELECT 1 FROM account)
    OR EXISTS (SELECT 1 FROM instance);

-- +goose Down
DROP TABLE IF EXISTS audit_head_due;
DROP TABLE audit_head;

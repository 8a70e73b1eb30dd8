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

-- +goose Down
DROP TABLE audit_head;

-- owner: core/audit
-- +goose Up
CREATE TABLE audit_entry (
    id ${SERIAL},
    at ${TIME} NOT NULL,
    account_id TEXT NOT NULL,
    login TEXT NOT NULL,
    action TEXT NOT NULL,
    resource_type TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    project TEXT NOT NULL,
    result TEXT NOT NULL CHECK (result IN ('success', 'denied', 'error')),
    client_address TEXT NOT NULL,
    user_agent TEXT NOT NULL,
    method TEXT NOT NULL,
    request_id TEXT NOT NULL,
    meta TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX audit_entry_at ON audit_entry (at, id);
CREATE INDEX audit_entry_project ON audit_entry (project, id);
CREATE INDEX audit_entry_login ON audit_entry (login, id);

-- +goose Down
DROP TABLE audit_entry;

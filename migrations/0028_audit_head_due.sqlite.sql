-- owner: core/audit
-- +goose Up
-- 0017 makes the table and says what it is for; databases that had 0017 before that get it here, empty.
CREATE TABLE IF NOT EXISTS audit_head_due (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1)
);
-- A head can't become due once more.
-- +goose StatementBegin
CREATE TRIGGER audit_head_due_no_insert BEFORE INSERT ON audit_head_due
BEGIN
    SELECT RAISE(ABORT, 'only the upgrade that brings heads says that one is due');
END;
-- +goose StatementEnd

-- +goose Down
-- The table goes with 0017.
DROP TRIGGER audit_head_due_no_insert;

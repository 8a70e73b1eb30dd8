-- owner: core/audit
-- +goose Up
-- The number of the last entry, so that numbers that were changed are found. Zero until the next entry.
ALTER TABLE audit_head ADD COLUMN last_id BIGINT NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE audit_head DROP COLUMN last_id;

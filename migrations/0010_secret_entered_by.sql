-- owner: feature/datasource

-- +goose Up
-- Who gave all the hidden values. It is empty for those that are older than this column: nobody is known to know them.
ALTER TABLE secret ADD COLUMN entered_by TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE secret DROP COLUMN entered_by;

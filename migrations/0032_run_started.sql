-- owner: core/run

-- +goose Up
-- How many runs of a kind began within an hour.
CREATE INDEX run_started ON run (project, resource, action, started_at);

-- +goose Down
DROP INDEX run_started;

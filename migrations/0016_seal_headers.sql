-- owner: feature/datasource

-- +goose Up
-- The values of datasources' headers are sealed within their documents.
INSERT INTO dashboard_upgrade (step) VALUES ('seal_headers');

-- +goose Down
DELETE FROM dashboard_upgrade WHERE step = 'seal_headers';

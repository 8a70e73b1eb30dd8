-- owner: app
-- +goose Up
CREATE TABLE instance (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL,
    created_at ${TIME} NOT NULL
);

-- +goose Down
DROP TABLE instance;

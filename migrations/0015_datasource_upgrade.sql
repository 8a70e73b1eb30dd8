-- owner: feature/datasource

-- +goose Up
-- The servers, host:port, that datasources of a project led to before projects had a list of destinations of their own:
-- for these the administrators' list goes on to count.
CREATE TABLE datasource_kept (
    project TEXT NOT NULL,
    server  TEXT NOT NULL,
    PRIMARY KEY (project, server)
);

-- What is still to be done to documents after the schema changed; a step's row goes in the transaction that does it.
CREATE TABLE dashboard_upgrade (
    step TEXT NOT NULL PRIMARY KEY
);
INSERT INTO dashboard_upgrade (step) VALUES ('keep_servers');

-- +goose Down
DROP TABLE dashboard_upgrade;
DROP TABLE datasource_kept;

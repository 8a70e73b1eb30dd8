-- owner: feature/environment

-- +goose Up
-- The servers of others in which a project has dashboards.
CREATE TABLE environment (
    id           TEXT    NOT NULL PRIMARY KEY,
    project      TEXT    NOT NULL,
    name         TEXT    NOT NULL,
    name_folded  TEXT    NOT NULL,
    kind         TEXT    NOT NULL,
    stage        TEXT    NOT NULL,
    url          TEXT    NOT NULL,
    sign_in      TEXT    NOT NULL,
    username     TEXT    NOT NULL,
    -- What is secret of the sign-in, sealed with the key of the installation.
    sealed       ${BLOB} NOT NULL,
    sealed_at    ${TIME} NOT NULL,
    header_names ${JSON} NOT NULL,
    ca           TEXT    NOT NULL,
    insecure     BOOLEAN NOT NULL,
    requests     INTEGER NOT NULL,
    charts       INTEGER NOT NULL,
    protected    BOOLEAN NOT NULL,
    revision     BIGINT  NOT NULL,
    created_at   ${TIME} NOT NULL,
    updated_at   ${TIME} NOT NULL,
    updated_by   TEXT    NOT NULL,
    -- What the last test of the connection found.
    tested_at    ${TIME},
    test         ${JSON}
);
CREATE UNIQUE INDEX environment_name ON environment (project, name_folded);

-- +goose Down
DROP TABLE environment;

-- owner: feature/dashboard, feature/datasource

-- +goose Up
CREATE TABLE dashboard (
    id          TEXT    NOT NULL PRIMARY KEY,
    project     TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    title       TEXT    NOT NULL,
    sort_title  TEXT    NOT NULL,
    description TEXT    NOT NULL,
    state       TEXT    NOT NULL,
    version     BIGINT  NOT NULL,
    document    ${JSON} NOT NULL,
    digest      TEXT    NOT NULL,
    tags        ${JSON} NOT NULL,
    panels      INTEGER NOT NULL,
    search      TEXT    NOT NULL,
    owner_id    TEXT    NOT NULL,
    owner       TEXT    NOT NULL,
    created_at  ${TIME} NOT NULL,
    updated_at  ${TIME} NOT NULL,
    updated_by  TEXT    NOT NULL,
    archived_at ${TIME},
    CONSTRAINT dashboard_state CHECK (state IN ('draft', 'active', 'archived')),
    CONSTRAINT dashboard_archived CHECK ((state = 'archived') = (archived_at IS NOT NULL))
);
CREATE UNIQUE INDEX dashboard_name ON dashboard (project, name);
CREATE INDEX dashboard_by_title ON dashboard (project, sort_title, id);
CREATE INDEX dashboard_by_update ON dashboard (project, updated_at DESC, id DESC);
CREATE INDEX dashboard_bin ON dashboard (archived_at) WHERE archived_at IS NOT NULL;

CREATE TABLE dashboard_version (
    dashboard_id  TEXT    NOT NULL REFERENCES dashboard (id) ON DELETE CASCADE,
    version       BIGINT  NOT NULL,
    project       TEXT    NOT NULL,
    document      ${JSON} NOT NULL,
    message       TEXT    NOT NULL,
    summary       TEXT    NOT NULL,
    restored_from BIGINT,
    saved_at      ${TIME} NOT NULL,
    saved_by_id   TEXT    NOT NULL,
    saved_by      TEXT    NOT NULL,
    PRIMARY KEY (dashboard_id, version)
);

CREATE TABLE dashboard_tag (
    dashboard_id TEXT NOT NULL REFERENCES dashboard (id) ON DELETE CASCADE,
    tag          TEXT NOT NULL,
    PRIMARY KEY (dashboard_id, tag)
);
CREATE INDEX dashboard_tag_name ON dashboard_tag (tag, dashboard_id);

-- Which datasources the latest version names; name is empty for the default one of a kind.
CREATE TABLE dashboard_datasource (
    dashboard_id TEXT NOT NULL REFERENCES dashboard (id) ON DELETE CASCADE,
    kind         TEXT NOT NULL,
    name         TEXT NOT NULL,
    PRIMARY KEY (dashboard_id, kind, name)
);
CREATE INDEX dashboard_datasource_name ON dashboard_datasource (name, kind, dashboard_id);

-- One row a viewer and day; views of the same viewer within minutes count once.
CREATE TABLE dashboard_view (
    dashboard_id TEXT    NOT NULL REFERENCES dashboard (id) ON DELETE CASCADE,
    day          TEXT    NOT NULL,
    viewer       TEXT    NOT NULL,
    project      TEXT    NOT NULL,
    views        BIGINT  NOT NULL,
    last_at      ${TIME} NOT NULL,
    PRIMARY KEY (dashboard_id, day, viewer)
);
CREATE INDEX dashboard_view_day ON dashboard_view (project, day);

-- What the program itself has put into a project, so that it is put there once.
CREATE TABLE dashboard_seed (
    project TEXT    NOT NULL,
    name    TEXT    NOT NULL,
    seed    INTEGER NOT NULL,
    digest  TEXT    NOT NULL,
    PRIMARY KEY (project, name)
);

-- The project of a global resource is empty.
CREATE TABLE datasource (
    id         TEXT     NOT NULL PRIMARY KEY,
    project    TEXT     NOT NULL,
    name       TEXT     NOT NULL,
    kind       TEXT     NOT NULL,
    is_default BOOLEAN  NOT NULL,
    document   ${JSON}  NOT NULL,
    version    BIGINT   NOT NULL,
    created_at ${TIME}  NOT NULL,
    updated_at ${TIME}  NOT NULL,
    updated_by TEXT     NOT NULL
);
CREATE UNIQUE INDEX datasource_name ON datasource (project, name);
CREATE UNIQUE INDEX datasource_default ON datasource (project, kind) WHERE is_default = TRUE;

CREATE TABLE variable (
    id         TEXT     NOT NULL PRIMARY KEY,
    project    TEXT     NOT NULL,
    name       TEXT     NOT NULL,
    kind       TEXT     NOT NULL,
    document   ${JSON}  NOT NULL,
    version    BIGINT   NOT NULL,
    created_at ${TIME}  NOT NULL,
    updated_at ${TIME}  NOT NULL,
    updated_by TEXT     NOT NULL
);
CREATE UNIQUE INDEX variable_name ON variable (project, name);

-- document is the public form, without values; sealed holds them, encrypted for this row.
CREATE TABLE secret (
    id         TEXT     NOT NULL PRIMARY KEY,
    project    TEXT     NOT NULL,
    name       TEXT     NOT NULL,
    kind       TEXT     NOT NULL,
    document   ${JSON}  NOT NULL,
    version    BIGINT   NOT NULL,
    created_at ${TIME}  NOT NULL,
    updated_at ${TIME}  NOT NULL,
    updated_by TEXT     NOT NULL,
    sealed     ${BLOB}
);
CREATE UNIQUE INDEX secret_name ON secret (project, name);

-- +goose Down
DROP TABLE secret;
DROP TABLE variable;
DROP TABLE datasource;
DROP TABLE dashboard_seed;
DROP TABLE dashboard_view;
DROP TABLE dashboard_datasource;
DROP TABLE dashboard_tag;
DROP TABLE dashboard_version;
DROP TABLE dashboard;

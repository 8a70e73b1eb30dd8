-- owner: feature/validation

-- +goose Up
-- One outcome of checking one asset once. What lists show stands first, the
-- documents last, so that a list never reads them.
CREATE TABLE validation_record (
    id                TEXT    NOT NULL PRIMARY KEY,
    project           TEXT    NOT NULL,
    environment       TEXT    NOT NULL,
    asset             TEXT    NOT NULL,
    status            TEXT    NOT NULL CHECK (status IN ('PASS', 'WARN', 'FAIL', 'UNKNOWN')),
    summary           TEXT    NOT NULL,
    run_id            TEXT    NOT NULL,
    policy_id         TEXT    NOT NULL,
    policy_name       TEXT    NOT NULL,
    dashboard_version BIGINT  NOT NULL,
    attempts          INTEGER NOT NULL,
    -- How long the asset had been broken before this record; 0 for no recovery.
    broken_seconds    BIGINT  NOT NULL,
    started_at        ${TIME} NOT NULL,
    finished_at       ${TIME} NOT NULL,
    issues            ${JSON} NOT NULL,
    panels            ${JSON} NOT NULL,
    steps             ${JSON} NOT NULL
);
CREATE INDEX validation_record_asset
    ON validation_record (project, environment, asset, finished_at DESC, id DESC, status);
CREATE INDEX validation_record_policy ON validation_record (policy_id, finished_at, asset) WHERE policy_id <> '';
CREATE INDEX validation_record_age ON validation_record (finished_at);

-- The latest outcome of every asset: one row for each, so that the health of a
-- project never depends on how many records there are.
CREATE TABLE asset_health (
    project           TEXT    NOT NULL,
    environment       TEXT    NOT NULL,
    asset             TEXT    NOT NULL,
    title             TEXT    NOT NULL,
    title_key         TEXT    NOT NULL,
    owner             TEXT    NOT NULL,
    -- |tag|tag|, lower case.
    tags              TEXT    NOT NULL,
    -- FALSE while the dashboard is archived or deleted.
    listed            BOOLEAN NOT NULL,
    status            TEXT    NOT NULL CHECK (status IN ('PASS', 'WARN', 'FAIL', 'UNKNOWN')),
    -- 0 FAIL, 1 WARN, 2 UNKNOWN, 3 PASS.
    status_rank       INTEGER NOT NULL,
    summary           TEXT    NOT NULL,
    cause_key         TEXT    NOT NULL,
    cause_code        TEXT    NOT NULL,
    cause_subject     TEXT    NOT NULL,
    cause             TEXT    NOT NULL,
    -- Empty until the asset was checked; then the year 1 below is gone, too.
    record_id         TEXT    NOT NULL,
    checked_at        ${TIME} NOT NULL,
    since             ${TIME} NOT NULL,
    last_good_at      ${TIME},
    last_good_version BIGINT  NOT NULL,
    broken_since      ${TIME},
    recovered_at      ${TIME},
    broken_seconds    BIGINT  NOT NULL,
    -- One letter for each of the last 90 outcomes, oldest first: P W F U.
    strip             TEXT    NOT NULL,
    panels            INTEGER NOT NULL,
    panels_failing    INTEGER NOT NULL,
    policy_id         TEXT    NOT NULL,
    policy_name       TEXT    NOT NULL,
    duration_ms       BIGINT  NOT NULL,
    dashboard_version BIGINT  NOT NULL,
    PRIMARY KEY (project, environment, asset)
);
-- The default order of the list.
CREATE INDEX asset_health_worst ON asset_health (project, listed, status_rank, title_key, environment, asset);
-- Counts, facets and the usual duration are read from these alone.
CREATE INDEX asset_health_counts ON asset_health (project, listed, environment, status, since, checked_at);
CREATE INDEX asset_health_facets ON asset_health (project, listed, owner, tags);
CREATE INDEX asset_health_usual ON asset_health (project, environment, duration_ms);
CREATE INDEX asset_health_cause ON asset_health (project, cause_key) WHERE cause_key <> '';

-- The places of an environment's ceiling. A place is free when it has expired.
CREATE TABLE check_place (
    project     TEXT    NOT NULL,
    environment TEXT    NOT NULL,
    place       INTEGER NOT NULL,
    holder      TEXT    NOT NULL,
    until_at    ${TIME} NOT NULL,
    PRIMARY KEY (project, environment, place)
);

-- +goose Down
DROP TABLE check_place;
DROP TABLE asset_health;
DROP TABLE validation_record;

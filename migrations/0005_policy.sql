-- owner: feature/policy

-- +goose Up
CREATE TABLE policy (
    id             TEXT    NOT NULL PRIMARY KEY,
    project        TEXT    NOT NULL,
    name           TEXT    NOT NULL,
    description    TEXT    NOT NULL,
    active         BOOLEAN NOT NULL,
    environment    TEXT    NOT NULL,
    assets         ${JSON} NOT NULL,
    -- Weekdays as bits, Sunday the lowest.
    days           INTEGER NOT NULL,
    -- Local times in minutes after midnight.
    window_start   INTEGER NOT NULL,
    window_end     INTEGER NOT NULL,
    time_zone      TEXT    NOT NULL,
    checks         ${JSON} NOT NULL,
    notify         ${JSON} NOT NULL,
    revision       BIGINT  NOT NULL,
    created_at     ${TIME} NOT NULL,
    updated_at     ${TIME} NOT NULL,
    updated_by     TEXT    NOT NULL,
    -- Windows that closed before this are none of the policy as it is now.
    effective_from ${TIME} NOT NULL,
    -- When the next window opens that is not planned yet.
    next_opens_at  ${TIME} NOT NULL
);
CREATE UNIQUE INDEX policy_name ON policy (project, name);
CREATE INDEX policy_due ON policy (next_opens_at, id) WHERE active;

-- One row for each window that was planned, missed or cancelled: the primary key
-- is what makes a window happen once.
CREATE TABLE policy_window (
    policy_id   TEXT    NOT NULL REFERENCES policy (id) ON DELETE CASCADE,
    date        TEXT    NOT NULL,
    project     TEXT    NOT NULL,
    opens_at    ${TIME} NOT NULL,
    closes_at   ${TIME} NOT NULL,
    -- Where the slots of the present generation begin.
    spread_from ${TIME} NOT NULL,
    generation  INTEGER NOT NULL,
    state       TEXT    NOT NULL CHECK (state IN ('planned', 'done', 'missed', 'cancelled')),
    -- The assets of the present generation.
    assets      ${JSON} NOT NULL,
    checks      INTEGER NOT NULL,
    late        INTEGER NOT NULL,
    run_id      TEXT    NOT NULL,
    note        TEXT    NOT NULL,
    PRIMARY KEY (policy_id, date)
);
CREATE INDEX policy_window_open ON policy_window (closes_at) WHERE state = 'planned';
CREATE INDEX policy_window_run ON policy_window (run_id);

-- When the scheduler looked last, so that it notices that it was down.
CREATE TABLE policy_tick (
    name    TEXT    NOT NULL PRIMARY KEY,
    last_at ${TIME} NOT NULL
);

-- +goose Down
DROP TABLE policy_tick;
DROP TABLE policy_window;
DROP TABLE policy;

-- owner: core/run, core/event

-- +goose Up
CREATE TABLE run (
    id              TEXT    NOT NULL PRIMARY KEY,
    project         TEXT    NOT NULL,
    resource        TEXT    NOT NULL,
    action          TEXT    NOT NULL,
    title           TEXT    NOT NULL,
    status          TEXT    NOT NULL,
    trigger_name    TEXT    NOT NULL,
    initiator_kind  TEXT    NOT NULL,
    initiator_id    TEXT    NOT NULL,
    initiator_name  TEXT    NOT NULL,
    dedup_key       TEXT    NOT NULL,
    planned         BOOLEAN NOT NULL,
    plan_attempt    INTEGER NOT NULL,
    plan_lost       INTEGER NOT NULL,
    plan_tries      INTEGER NOT NULL,
    plan_job_id     BIGINT  NOT NULL,
    total           INTEGER NOT NULL,
    succeeded       INTEGER NOT NULL,
    warned          INTEGER NOT NULL,
    failed          INTEGER NOT NULL,
    skipped         INTEGER NOT NULL,
    joined          INTEGER NOT NULL,
    log_seq         BIGINT  NOT NULL,
    first_error_seq BIGINT  NOT NULL,
    input_request   ${JSON},
    reason_code     TEXT    NOT NULL,
    message         TEXT    NOT NULL,
    parent_id       TEXT    NOT NULL,
    created_at      ${TIME} NOT NULL,
    started_at      ${TIME},
    finished_at     ${TIME},
    heartbeat_at    ${TIME}
);
-- One active run per operation.
CREATE UNIQUE INDEX run_active_key ON run (dedup_key) WHERE status IN ('queued', 'running', 'awaiting_input');
-- The list, and its filters: each is read in the order of the page. What stands
-- behind the id lets further filters be decided without looking at the row.
CREATE INDEX run_newest ON run (project, created_at DESC, id DESC, status);
CREATE INDEX run_by_status ON run (project, status, created_at DESC, id DESC);
CREATE INDEX run_by_kind ON run (project, resource, action, created_at DESC, id DESC, status, trigger_name);
CREATE INDEX run_by_trigger ON run (project, trigger_name, created_at DESC, id DESC);
CREATE INDEX run_by_initiator_id
    ON run (project, initiator_id, created_at DESC, id DESC, status, resource, action, trigger_name);
CREATE INDEX run_by_initiator_name
    ON run (project, initiator_name, created_at DESC, id DESC, status, resource, action, trigger_name);
CREATE INDEX run_children ON run (parent_id, created_at DESC, id DESC) WHERE parent_id <> '';
-- What the sweeper looks at.
CREATE INDEX run_unplanned ON run (created_at) WHERE planned = FALSE AND status IN ('queued', 'running');

-- What a run works on. It can be big and never changes, so it is kept apart from
-- the row that changes with every item.
CREATE TABLE run_target (
    run_id  TEXT    NOT NULL PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE,
    project TEXT    NOT NULL,
    target  ${JSON} NOT NULL
);

CREATE TABLE run_item (
    run_id        TEXT    NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    seq           INTEGER NOT NULL,
    project       TEXT    NOT NULL,
    item_key      TEXT    NOT NULL,
    title         TEXT    NOT NULL,
    link          TEXT    NOT NULL,
    params        ${JSON} NOT NULL,
    status        TEXT    NOT NULL,
    status_rank   INTEGER NOT NULL,
    reason_code   TEXT    NOT NULL,
    message       TEXT    NOT NULL,
    attempt       INTEGER NOT NULL,
    tries         INTEGER NOT NULL,
    lost          INTEGER NOT NULL,
    job_id        BIGINT  NOT NULL,
    job_attempt   INTEGER NOT NULL,
    first_log_seq BIGINT  NOT NULL,
    due_at        ${TIME} NOT NULL,
    not_after     ${TIME},
    started_at    ${TIME},
    finished_at   ${TIME},
    PRIMARY KEY (run_id, seq)
);
CREATE UNIQUE INDEX run_item_once ON run_item (run_id, item_key);
CREATE INDEX run_item_page ON run_item (run_id, status_rank, seq);
CREATE INDEX run_item_asset ON run_item (project, item_key, run_id);
CREATE INDEX run_item_waiting ON run_item (due_at) WHERE status IN ('queued', 'running');

CREATE TABLE run_log (
    run_id   TEXT     NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    seq      BIGINT   NOT NULL,
    project  TEXT     NOT NULL,
    at       ${TIME}  NOT NULL,
    level    SMALLINT NOT NULL,
    item_seq INTEGER  NOT NULL,
    message  TEXT     NOT NULL,
    context  ${JSON},
    PRIMARY KEY (run_id, seq)
);
CREATE INDEX run_log_item ON run_log (run_id, item_seq, seq);
-- Warnings and errors are few: jumping to them must not read the whole log.
CREATE INDEX run_log_grave ON run_log (run_id, seq, level) WHERE level >= 2;

CREATE TABLE run_transition (
    run_id      TEXT    NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    seq         INTEGER NOT NULL,
    project     TEXT    NOT NULL,
    from_status TEXT    NOT NULL,
    to_status   TEXT    NOT NULL,
    reason_code TEXT    NOT NULL,
    at          ${TIME} NOT NULL,
    PRIMARY KEY (run_id, seq)
);

CREATE TABLE event (
    id      ${SERIAL},
    project TEXT    NOT NULL,
    type    TEXT    NOT NULL,
    subject TEXT    NOT NULL,
    data    ${JSON} NOT NULL,
    at      ${TIME} NOT NULL
);

-- +goose Down
DROP TABLE event;
DROP TABLE run_transition;
DROP TABLE run_log;
DROP TABLE run_item;
DROP TABLE run_target;
DROP TABLE run;

-- owner: core/run

-- +goose Up
-- How often the run has asked, and who answered last.
ALTER TABLE run ADD COLUMN ask_version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN answered_by TEXT NOT NULL DEFAULT '';
-- Who was named to answer, also what is asked next.
ALTER TABLE run ADD COLUMN ask_for ${JSON};

-- Which items wait for which field of the run's request.
CREATE TABLE run_ask (
    run_id   TEXT    NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    seq      INTEGER NOT NULL,
    name     TEXT    NOT NULL,
    project  TEXT    NOT NULL,
    until_at ${TIME} NOT NULL,
    PRIMARY KEY (run_id, seq, name)
);
CREATE INDEX run_ask_until ON run_ask (until_at);

-- The values on their way to an item: sealed, read once, for five minutes at most.
CREATE TABLE run_answer (
    run_id     TEXT    NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    seq        INTEGER NOT NULL,
    project    TEXT    NOT NULL,
    sealed     ${BLOB} NOT NULL,
    expires_at ${TIME} NOT NULL,
    PRIMARY KEY (run_id, seq)
);

-- Items that wait for an answer have no outcome either.
DROP INDEX run_item_waiting;
CREATE INDEX run_item_waiting ON run_item (due_at) WHERE status IN ('queued', 'running', 'awaiting_input');

-- +goose Down
DROP INDEX run_item_waiting;
CREATE INDEX run_item_waiting ON run_item (due_at) WHERE status IN ('queued', 'running');
DROP TABLE run_answer;
DROP TABLE run_ask;
ALTER TABLE run DROP COLUMN ask_for;
ALTER TABLE run DROP COLUMN answered_by;
ALTER TABLE run DROP COLUMN ask_version;

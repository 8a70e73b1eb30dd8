-- owner: core/run

-- +goose Up
-- The lane is what an item needs a place in while it is worked on; empty for none.
-- The holder is the life of the process that has this place, empty when nobody has.
-- The place is the item's row itself, so that none can be taken without an item, or
-- stay when it goes.
ALTER TABLE run_item ADD COLUMN lane TEXT NOT NULL DEFAULT '';
ALTER TABLE run_item ADD COLUMN holder TEXT NOT NULL DEFAULT '';
-- From when on an item with an end would soon be too late.
ALTER TABLE run_item ADD COLUMN urgent_at ${TIME};
CREATE INDEX run_item_next ON run_item (run_id, lane, due_at, seq) WHERE status = 'queued';
CREATE INDEX run_item_held ON run_item (project, lane) WHERE holder <> '';
CREATE INDEX run_item_ticket ON run_item (job_id) WHERE holder <> '';

-- How many items of a lane may be worked on at the same time.
CREATE TABLE run_lane (
    project TEXT    NOT NULL,
    lane    TEXT    NOT NULL,
    ceiling INTEGER NOT NULL,
    PRIMARY KEY (project, lane)
);

-- Where items wait: a run's in one lane. The times are those of the next one.
CREATE TABLE run_queue (
    run_id    TEXT    NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    lane      TEXT    NOT NULL,
    project   TEXT    NOT NULL,
    due_at    ${TIME} NOT NULL,
    urgent_at ${TIME},
    PRIMARY KEY (run_id, lane)
);
CREATE INDEX run_queue_due ON run_queue (due_at);
CREATE INDEX run_queue_lane ON run_queue (lane, project, due_at);
CREATE INDEX run_queue_urgent ON run_queue (urgent_at) WHERE urgent_at IS NOT NULL;

-- What a run got of the places: the number of its last one, and how often it was
-- passed over since.
CREATE TABLE run_share (
    run_id  TEXT    NOT NULL PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE,
    project TEXT    NOT NULL,
    by_hand BOOLEAN NOT NULL,
    served  BIGINT  NOT NULL,
    passed  INTEGER NOT NULL
);
-- Each gives those that wait in an order in which they can be next.
CREATE INDEX run_share_by_hand ON run_share (by_hand, project, served, run_id);
CREATE INDEX run_share_scheduled ON run_share (by_hand, served, run_id);
CREATE INDEX run_share_passed ON run_share (passed, served, run_id) WHERE passed > 0;

-- The number of the last place that a project got; of the empty project, of all.
CREATE TABLE run_turn (
    project TEXT   NOT NULL PRIMARY KEY,
    turn    BIGINT NOT NULL
);
INSERT INTO run_turn (project, turn) VALUES ('', 0);

-- Their process has stopped, so what was running waits again: more of it was
-- running than there are places, because it waited for its place at work.
UPDATE run_item SET status = 'queued', status_rank = 60, started_at = NULL WHERE status = 'running';
-- What waits. Its jobs stay: each is a ticket for one item.
UPDATE run_item SET lane = 'environment/builtin' WHERE status = 'queued'
    AND run_id IN (SELECT id FROM run WHERE resource = 'dashboard' AND action = 'validate');
-- The ceilings of the settings come at the start.
INSERT INTO run_lane (project, lane, ceiling) SELECT DISTINCT project, lane, 4 FROM run_item WHERE lane <> '';
INSERT INTO run_share (run_id, project, by_hand, served, passed)
    SELECT id, project, trigger_name <> 'schedule', 0, 0 FROM run WHERE status IN ('queued', 'running', 'awaiting_input');
INSERT INTO run_queue (run_id, lane, project, due_at)
    SELECT run_id, lane, project, MIN(due_at) FROM run_item WHERE status = 'queued' GROUP BY run_id, lane, project;

-- +goose Down
DROP TABLE run_turn;
DROP TABLE run_share;
DROP TABLE run_queue;
DROP TABLE run_lane;
DROP INDEX run_item_ticket;
DROP INDEX run_item_held;
DROP INDEX run_item_next;
ALTER TABLE run_item DROP COLUMN urgent_at;
ALTER TABLE run_item DROP COLUMN holder;
ALTER TABLE run_item DROP COLUMN lane;

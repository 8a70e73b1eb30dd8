-- owner: platform/jobqueue

-- +goose Up
-- One row for each running process; beat_at is by the database's clock.
CREATE TABLE replica (
    id      TEXT    NOT NULL PRIMARY KEY,
    beat_at ${TIME} NOT NULL
);

-- Whose turn it is to do a periodic piece of work. holder is a replica's id, or
-- empty while nobody works.
CREATE TABLE periodic_turn (
    name    TEXT    NOT NULL PRIMARY KEY,
    holder  TEXT    NOT NULL,
    next_at ${TIME} NOT NULL
);

-- +goose Down
DROP TABLE periodic_turn;
DROP TABLE replica;

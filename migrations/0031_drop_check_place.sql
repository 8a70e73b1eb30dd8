-- owner: feature/validation

-- +goose Up
-- The run engine gives the places under an environment's ceiling out, see run_item.
DROP TABLE check_place;

-- +goose Down
CREATE TABLE check_place (
    project     TEXT    NOT NULL,
    environment TEXT    NOT NULL,
    place       INTEGER NOT NULL,
    holder      TEXT    NOT NULL,
    until_at    ${TIME} NOT NULL,
    replica     TEXT    NOT NULL DEFAULT '',
    PRIMARY KEY (project, environment, place)
);

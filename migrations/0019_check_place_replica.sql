-- owner: feature/validation

-- +goose Up
-- Whose life a place hangs on: when that replica is dead the place is free. Places
-- from before, whose holders nobody knows, are given up.
DELETE FROM check_place;
ALTER TABLE check_place ADD COLUMN replica TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE check_place DROP COLUMN replica;

-- owner: feature/validation

-- +goose Up
-- An asset has several owners, users, groups and addresses: [{"kind": "user", "id": "…", "name": "ada"}]. The ids of owners
-- that were kept by name alone are filled in when the inventory is next compared.
ALTER TABLE asset_health RENAME COLUMN owner TO owners;
-- The names by which assets are found: |ada|bob|, lower case.
ALTER TABLE asset_health ADD COLUMN owner_keys TEXT NOT NULL DEFAULT '';
UPDATE asset_health SET owner_keys = '|' || LOWER(owners) || '|' WHERE owners <> '';
UPDATE asset_health SET owners = CASE WHEN owners = '' THEN '[]'
    ELSE '[{"kind":"user","name":"' || REPLACE(REPLACE(owners, '\', '\\'), '"', '\"') || '"}]' END;

-- +goose Down
UPDATE asset_health SET owners = TRIM(owner_keys, '|');
ALTER TABLE asset_health DROP COLUMN owner_keys;
ALTER TABLE asset_health RENAME COLUMN owners TO owner;

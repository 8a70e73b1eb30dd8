-- owner: feature/datasource

-- +goose Up
-- Where values of headers were sealed before the pages that held them were erased.
INSERT INTO dashboard_upgrade (step)
SELECT 'erase_old' WHERE NOT EXISTS (SELECT 1 FROM dashboard_upgrade) AND (
EXISTS (SELECT 1 FROM datasource WHERE document LIKE '%"headers"%')
OR EXISTS (SELECT 1 FROM dashboard_version WHERE document LIKE '%"headers"%'));

-- +goose Down
DELETE FROM dashboard_upgrade WHERE step = 'erase_old';

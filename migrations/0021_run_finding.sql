-- owner: core/run

-- +goose Up
-- The verdicts of items that judge. A check that says FAIL has done its work: its
-- item succeeded, with a finding.
ALTER TABLE run ADD COLUMN found_pass INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN found_warn INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN found_fail INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run_item ADD COLUMN finding TEXT NOT NULL DEFAULT '';
-- What refines the reason: its code, what tells causes apart, and the sentence.
ALTER TABLE run_item ADD COLUMN cause_code TEXT NOT NULL DEFAULT '';
ALTER TABLE run_item ADD COLUMN cause_key TEXT NOT NULL DEFAULT '';
ALTER TABLE run_item ADD COLUMN cause TEXT NOT NULL DEFAULT '';

-- What was checked before. A failed item found something unless its record says
-- UNKNOWN; where there is no record any more, the reason tells. Records are found by
-- their run here and nowhere else, so the index is there for this only. Each item is
-- written once. Each place in the list of items has a number of its own now, with gaps.
CREATE INDEX validation_record_upgrade ON validation_record (run_id, asset, project);
UPDATE run_item SET
    finding = CASE status WHEN 'succeeded' THEN 'pass' WHEN 'warned' THEN 'warn' ELSE 'fail' END,
    status = 'succeeded',
    status_rank = CASE status WHEN 'succeeded' THEN 70 WHEN 'warned' THEN 20 ELSE 10 END
WHERE run_id IN (SELECT id FROM run WHERE resource = 'dashboard' AND action = 'validate')
    AND (status IN ('succeeded', 'warned') OR status = 'failed' AND COALESCE(
        (SELECT MIN(r.status) FROM validation_record AS r
            WHERE r.project = run_item.project AND r.asset = run_item.item_key AND r.run_id = run_item.run_id),
        CASE WHEN reason_code IN ('query_failed', 'empty_result', 'dependency_missing', 'invalid_input')
            THEN 'FAIL' ELSE 'UNKNOWN' END) = 'FAIL');
DROP INDEX validation_record_upgrade;
UPDATE run_item SET status_rank = CASE status
    WHEN 'failed' THEN 30
    WHEN 'warned' THEN 40
    WHEN 'running' THEN 50
    WHEN 'queued' THEN 60
    WHEN 'succeeded' THEN 70
    ELSE 80 END
WHERE finding = '';

UPDATE run SET
    found_pass = (SELECT COUNT(*) FROM run_item AS i WHERE i.run_id = run.id AND i.finding = 'pass'),
    found_warn = (SELECT COUNT(*) FROM run_item AS i WHERE i.run_id = run.id AND i.finding = 'warn'),
    found_fail = (SELECT COUNT(*) FROM run_item AS i WHERE i.run_id = run.id AND i.finding = 'fail')
WHERE resource = 'dashboard' AND action = 'validate';
UPDATE run SET
    succeeded = found_pass + found_warn + found_fail,
    warned = 0,
    failed = warned + failed + succeeded - found_pass - found_warn - found_fail
WHERE resource = 'dashboard' AND action = 'validate';
-- A check that ended by itself has the status that its counts make now.
UPDATE run SET status = 'succeeded', reason_code = '', message = ''
WHERE resource = 'dashboard' AND action = 'validate' AND status IN ('failed', 'partially_succeeded')
    AND failed = 0 AND succeeded > 0 AND planned = TRUE AND succeeded + skipped = total;
UPDATE run SET status = 'partially_succeeded'
WHERE resource = 'dashboard' AND action = 'validate' AND status = 'failed' AND failed > 0 AND succeeded > 0
    AND planned = TRUE AND succeeded + failed + skipped = total;
UPDATE run SET
    reason_code = (SELECT i.reason_code FROM run_item AS i WHERE i.run_id = run.id AND i.status = 'failed'
        GROUP BY i.reason_code ORDER BY COUNT(*) DESC, i.reason_code LIMIT 1),
    message = CAST(failed AS TEXT) || ' of ' || CAST(total AS TEXT) || ' could not be checked'
WHERE resource = 'dashboard' AND action = 'validate' AND status IN ('failed', 'partially_succeeded')
    AND failed > 0 AND message LIKE '%failed%' AND total > 1;
UPDATE run_transition SET
    to_status = (SELECT r.status FROM run AS r WHERE r.id = run_transition.run_id),
    reason_code = (SELECT r.reason_code FROM run AS r WHERE r.id = run_transition.run_id)
WHERE to_status IN ('failed', 'partially_succeeded')
    AND run_id IN (SELECT id FROM run WHERE resource = 'dashboard' AND action = 'validate');
-- Runs of policies were all called the same.
UPDATE run SET title = 'Check · ' || initiator_name
WHERE resource = 'dashboard' AND action = 'validate' AND initiator_kind = 'policy' AND initiator_name <> '';
UPDATE run SET title = 'Check · ' || SUBSTR(title, 17)
WHERE resource = 'dashboard' AND action = 'validate' AND title LIKE 'Check Built-in: _%';

-- +goose Down
UPDATE run_item SET status = 'warned' WHERE finding = 'warn';
UPDATE run_item SET status = 'failed' WHERE finding = 'fail';
UPDATE run_item SET status_rank = CASE status
    WHEN 'failed' THEN 0 WHEN 'warned' THEN 1 WHEN 'running' THEN 2 WHEN 'queued' THEN 3 WHEN 'succeeded' THEN 4 ELSE 5 END;
UPDATE run SET succeeded = found_pass, warned = found_warn, failed = failed + found_fail
WHERE found_pass + found_warn + found_fail > 0;
ALTER TABLE run DROP COLUMN found_pass;
ALTER TABLE run DROP COLUMN found_warn;
ALTER TABLE run DROP COLUMN found_fail;
ALTER TABLE run_item DROP COLUMN finding;
ALTER TABLE run_item DROP COLUMN cause_code;
ALTER TABLE run_item DROP COLUMN cause_key;
ALTER TABLE run_item DROP COLUMN cause;

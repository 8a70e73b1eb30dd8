import { describe, expect, it } from 'vitest';
import { checkSentence } from './check-words';

const counts = (total: number, succeeded: number, failed = 0, skipped = 0) => ({
  total,
  succeeded,
  warned: 0,
  failed,
  skipped,
});
const findings = (pass: number, warn = 0, fail = 0) => ({ pass, warn, fail });

describe('checkSentence', () => {
  it.each([
    ['succeeded', counts(14, 14), findings(14), '14 dashboards checked, all healthy'],
    ['succeeded', counts(14, 14), findings(11, 1, 2), '14 dashboards checked, 2 failing, 1 with warnings'],
    ['partially_succeeded', counts(3, 1, 2), findings(1), '1 dashboard checked, 2 could not be checked'],
    ['partially_succeeded', counts(3, 2, 0, 1), findings(2), '2 of 3 dashboards checked, 1 skipped'],
    ['cancelled', counts(200, 0, 0, 200), findings(0), '0 of 200 dashboards checked, cancelled'],
    ['cancelled', counts(200, 3, 0, 197), findings(2, 0, 1), '3 of 200 dashboards checked, 1 failing, cancelled'],
    ['failed', counts(200, 3), findings(3), '3 of 200 dashboards checked, failed'],
    ['failed', counts(2, 0, 2), findings(0), '0 dashboards checked, 2 could not be checked'],
    ['failed', counts(0, 0), findings(0), '0 dashboards checked'],
  ] as const)('%s %o %o: %s', (status, of, found, sentence) => {
    expect(checkSentence({ status, counts: of, findings: found })).toBe(sentence);
  });
});

import { describe, expect, it } from 'vitest';
import { catalogSentence, catalogSub, daysUntil } from './catalog-words';

const NOW = new Date('2026-11-20T08:42:00Z');

describe('the sentence of the list', () => {
  it('names what is wrong, and nothing else', () => {
    expect(catalogSentence({ live: 52, failing: 1, warning: 2 })).toBe('52 dashboards, 1 failing, 2 with a warning');
    expect(catalogSentence({ live: 1, failing: 0, warning: 0 })).toBe('1 dashboard');
    expect(catalogSentence({ live: 3, failing: undefined, warning: undefined })).toBe('3 dashboards');
  });

  it('says below when it was checked and what changed', () => {
    const zone = 'Europe/Berlin';
    expect(catalogSub({ checkedAt: new Date('2026-11-20T08:31:00Z'), changedToday: 3, now: NOW, zone })).toBe(
      'Checked 09:31. 3 changed today.',
    );
    expect(catalogSub({ checkedAt: undefined, changedToday: 0, now: NOW, zone })).toBe(
      'Not checked yet. None changed today.',
    );
  });

  it('says how long the bin keeps something', () => {
    expect(daysUntil(new Date('2026-12-02T08:00:00Z'), NOW)).toBe('in 12 d');
    expect(daysUntil(new Date('2026-11-20T20:00:00Z'), NOW)).toBe('today');
  });
});

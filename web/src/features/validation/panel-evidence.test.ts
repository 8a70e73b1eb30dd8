import { describe, expect, it } from 'vitest';
import type { Schema } from '@/api/client';
import { samplePanel, sampleRecord } from '@/test/samples/health';
import { answerWords, askedWords, evidenceWords, recordEvidence, type PanelQuery } from './panel-evidence';

const NOW = new Date('2026-11-20T12:10:00Z');

function query(fields: Partial<PanelQuery> = {}): PanelQuery {
  return { expression: 'up', datasource: 'prom', duration_ms: 84, attempts: 1, ...fields };
}

describe('recordEvidence', () => {
  it('shows the troubled panels with their queries first, and panels of which there is nothing to say not at all', () => {
    const panels = [
      samplePanel('good', { status: 'PASS', queries: [query()] }),
      samplePanel('text', { status: 'PASS' }),
      samplePanel('plain', { status: 'PASS' }),
      samplePanel('bad', { status: 'FAIL', queries: [query({ expression: 'gone_total' })] }),
      samplePanel('down', { status: 'UNKNOWN', result: '`eu` does not answer' }),
    ];
    const issues: Schema<'ValidationIssue'>[] = [
      {
        severity: 'UNKNOWN',
        code: 'source_unreachable',
        message: 'Datasource `eu` does not answer',
        location: {},
      },
      { severity: 'FAIL', code: 'metric_missing', message: 'Metric gone', location: { panel_key: 'bad' } },
      { severity: 'INFO', code: 'unsupported_query', message: 'not judged', location: { panel_key: 'text' } },
      { severity: 'INFO', code: 'slow', message: 'one of two queries', location: { panel_key: 'bad' } },
      { severity: 'INFO', code: 'variable_empty', message: '`zone` has no values', location: {} },
    ];
    const evidence = recordEvidence(sampleRecord({ panels, issues }));
    expect(evidence.map(({ key, messages, queries }) => [key, messages, queries.map((one) => one.expression)])).toEqual(
      [
        ['', ['Datasource `eu` does not answer', 'Remark: `zone` has no values'], []],
        ['bad', ['Metric gone', 'Remark: one of two queries'], ['gone_total']],
        ['down', ['`eu` does not answer'], []],
        ['good', [], ['up']],
        ['text', ['Remark: not judged'], []],
      ],
    );
  });
});

describe('the dashboard in the evidence', () => {
  type Severity = 'FAIL' | 'WARN' | 'UNKNOWN' | 'INFO';

  it.each<[Severity[], string]>([
    [['WARN', 'INFO'], 'WARN'],
    [['INFO'], 'PASS'],
    [['UNKNOWN', 'FAIL', 'WARN'], 'FAIL'],
    [['UNKNOWN', 'WARN'], 'WARN'],
  ])('is as bad as what concerns it (%s), not as its panels', (severities, status) => {
    const panels = [samplePanel('bad', { status: 'FAIL' })];
    const issues = severities.map((severity) => ({
      severity,
      code: 'variable_empty' as const,
      message: severity,
      location: {},
    }));
    const [dashboard] = recordEvidence(sampleRecord({ status: 'FAIL', panels, issues }));
    expect(dashboard).toMatchObject({ key: '', status });
  });
});

describe('evidenceWords', () => {
  const good = {
    key: 'good',
    title: '',
    status: 'PASS' as const,
    messages: [],
    queries: [query()],
    isNotJudged: false,
  };
  const text = { ...good, key: 'text', messages: ['Remark: not judged'], queries: [], isNotJudged: true };
  const general = { ...good, key: '', messages: ['Remark: no values'], queries: [] };

  it.each([
    ['all asked', [good], 'every query has an answer', 'Queries of 1 panel that works'],
    ['a remark on the dashboard', [general, good], 'every query has an answer', 'Queries of 1 panel that works'],
    ['one not judged', [good, good, text], '1 panel not judged', 'Queries of 2 panels that work'],
    ['none judged', [text], '1 panel not judged', 'Remarks'],
    ['one failing', [{ ...good, status: 'FAIL' as const }], undefined, undefined],
  ])('%s', (_, all, note, rest) => {
    expect(evidenceWords(all)).toEqual({ note, rest });
  });
});

describe('the words of a query', () => {
  it.each([
    [{ series: 0 }, '0 series'],
    [{ series: 12, points: 120, last_at: '2026-11-20T12:04:00Z' }, '12 series of up to 120 points, last at 12:04'],
    [{ series: 1, points: 1 }, '1 series of 1 point'],
    [{ failure: 'many-to-many matching' }, 'many-to-many matching'],
  ])('%o: %s', (fields, words) => {
    expect(answerWords(query(fields), NOW, 'UTC')).toBe(words);
  });

  it('say how long it took and how often it was tried', () => {
    expect(askedWords(query())).toBe('in 84 ms');
    expect(askedWords(query({ duration_ms: 0, attempts: 2 }))).toBe('in <1 ms, tried 2 times');
  });
});

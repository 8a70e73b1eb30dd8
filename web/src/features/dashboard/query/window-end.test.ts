import { expect, it } from 'vitest';
import type { AnswerMeta } from './answer-meta';
import type { MetricAnswer, MetricQuestion } from './metric-source';
import { askedAtEnd } from './window-end';

type Told = { warnings?: string[]; meta?: AnswerMeta };

/** A source that tells something of a range and of a moment. */
function telling(ofRange: Told, ofMoment: Told): (question: MetricQuestion) => Promise<MetricAnswer> {
  return (question) => {
    const { warnings = [], meta = {} } = 'time' in question ? ofMoment : ofRange;
    const data: MetricAnswer['data'] = { resultType: 'time' in question ? 'vector' : 'matrix', result: [] };
    return Promise.resolve({ data, warnings, meta });
  };
}

const RANGE = { query: 'up', start: 0, end: 600, step: 300 };

it.each<[string[], string[], string[]]>([
  [[], ['store down'], ['store down']],
  [['store down'], [], ['store down']],
  [['store down'], ['store down', 'slow'], ['store down', 'slow']],
  [[], [], []],
])('what the source warns of, %j of the range and %j of its end, is told once', async (ofRange, ofMoment, told) => {
  const ask = telling({ warnings: ofRange }, { warnings: ofMoment });
  expect((await askedAtEnd(ask, RANGE, 600, 'latest')).warnings).toEqual(told);
});

it('an answer of two parts is as old and as stale as the worse of them', async () => {
  const ask = telling({ meta: { source: 'a', ageMs: 1000, isStale: false } }, { meta: { ageMs: 9000, isStale: true } });
  const { meta } = await askedAtEnd(ask, RANGE, 600, 'latest');
  expect(meta).toEqual({ source: 'a', ageMs: 9000, isStale: true });
});

/** A range without a number, whose end can't be asked. */
const withoutEnd = (error: Error): Promise<MetricAnswer> =>
  askedAtEnd(
    (question) => ('time' in question ? Promise.reject(error) : telling({}, {})(question)),
    RANGE,
    600,
    'range',
  );

it('a range without a number is answered when the question for its end fails', async () => {
  await expect(withoutEnd(new Error('down'))).resolves.toMatchObject({ meta: {} });
});

it('a range without a number is not answered when nobody waits for its end any more', async () => {
  const gone = new DOMException('gone', 'AbortError');
  await expect(withoutEnd(gone)).rejects.toBe(gone);
});

import { describe, expect, it } from 'vitest';
import type { ChartSeries } from './series-model';
import { reachedStep, thresholdLines, thresholdSteps, wholeOf } from './threshold-model';

describe('threshold lines', () => {
  const series: ChartSeries[] = [
    {
      id: 'a',
      name: 'a',
      colour: '',
      kind: 'line',
      lineStyle: 'solid',
      areaOpacity: 0,
      isStacked: false,
      points: [
        [0, 50],
        [1, null],
        [2, 200],
      ],
    },
  ];

  it('stand at their value, with the name that the author gave', () => {
    expect(
      thresholdLines(
        {
          steps: [
            { value: 240, name: 'Too slow' },
            { value: 300, color: 'red' },
          ],
        },
        series,
        {},
        ['amber', 'red'],
      ),
    ).toEqual([
      { value: 240, name: 'Too slow', colour: 'amber' },
      { value: 300, name: 'Threshold 2', colour: 'red' },
    ]);
  });

  it('in per cent are a share of the axis, or of the highest value', () => {
    expect(thresholdLines({ mode: 'percent', steps: [{ value: 50 }] }, series, {}, [])[0]?.value).toBe(100);
    expect(
      thresholdLines({ mode: 'percent', steps: [{ value: 50 }] }, series, { min: 100, max: 300 }, [])[0]?.value,
    ).toBe(200);
  });

  it('without colours can be told apart', () => {
    const lines = thresholdLines({ steps: [{ value: 9 }, { value: 4 }, { value: 6 }] }, series, {}, ['amber', 'red']);
    expect(lines).toEqual([
      { value: 4, name: 'Threshold 2', colour: 'amber' },
      { value: 6, name: 'Threshold 3', colour: 'red' },
      { value: 9, name: 'Threshold 1', colour: 'amber' },
    ]);
  });

  it('are none when there are none', () => {
    expect(thresholdLines(undefined, series, {}, [])).toEqual([]);
  });
});

describe('the step that a value has reached', () => {
  const steps = [
    { value: 90, color: 'red' },
    { value: 40, color: 'orange' },
  ];
  const percent = { mode: 'percent', steps } as const;

  it.each([
    ['in any order', 95, { steps }, 'decimal', 'red'],
    ['between two', 50, { steps }, 'decimal', 'orange'],
    ['below all', 39, { steps }, 'decimal', undefined],
    ['at a step', 90, { steps }, 'decimal', 'red'],
    [
      'of negative ones',
      -5,
      {
        steps: [
          { value: -10, color: 'a' },
          { value: -1, color: 'b' },
        ],
      },
      'decimal',
      'a',
    ],
    ['in per cent of a share', 0.5, percent, 'percent-decimal', 'orange'],
    ['in per cent of per cent', 95, percent, 'percent', 'red'],
    ['in per cent of 100 where nothing else is said', 41, percent, 'decimal', 'orange'],
    ['in per cent of their own max', 50, { ...percent, max: 1000 }, 'decimal', undefined],
    ['in per cent exactly there', 55, { mode: 'percent', steps: [{ value: 55, color: 'a' }] }, 'decimal', 'a'],
  ] as const)('%s', (_, value, thresholds, unit, colour) => {
    const found = thresholdSteps({ ...thresholds, steps: [...thresholds.steps] }, wholeOf({ unit }), []);
    expect(reachedStep(value, found)?.colour).toBe(colour);
  });
});

import { describe, expect, it } from 'vitest';
import type { ChartSeries } from './series-model';
import { thresholdLines } from './threshold-model';

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
        'amber',
      ),
    ).toEqual([
      { value: 240, name: 'Too slow', colour: 'amber' },
      { value: 300, name: 'Threshold 2', colour: 'red' },
    ]);
  });

  it('in per cent are a share of the axis, or of the highest value', () => {
    expect(thresholdLines({ mode: 'percent', steps: [{ value: 50 }] }, series, {}, 'x')[0]?.value).toBe(100);
    expect(
      thresholdLines({ mode: 'percent', steps: [{ value: 50 }] }, series, { min: 100, max: 300 }, 'x')[0]?.value,
    ).toBe(200);
  });

  it('are none when there are none', () => {
    expect(thresholdLines(undefined, series, {}, 'x')).toEqual([]);
  });
});

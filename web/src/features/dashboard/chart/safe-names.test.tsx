import { render } from '@testing-library/react';
import type { TimeSeriesData, ValueMapping } from '@perses-dev/core';
import type { PanelProps } from '@perses-dev/plugin-system';
import { describe, expect, it } from 'vitest';
import { plainMappings, withSafeNames } from './safe-names';

const HOSTILE = '<img src=//evil.example onerror=alert(1)>';
const SAFE = '‹img src=//evil.example onerror=alert(1)>';

type Spec = { mappings?: ValueMapping[] };
type Props = PanelProps<Spec, TimeSeriesData>;

/** What the chart is given, drawn twice. */
function given(spec: Spec, series: TimeSeriesData['series']): Props[] {
  const seen: Props[] = [];
  const Chart = (props: Props) => {
    seen.push(props);
    return null;
  };
  const PanelComponent = withSafeNames<Spec>(Chart, plainMappings);
  const props = { spec, queryResults: [{ data: { series } }] } as Props; // what is read of it
  const { rerender } = render(<PanelComponent {...props} />);
  rerender(<PanelComponent {...props} />);
  return seen;
}

describe('a chart whose tooltip is HTML', () => {
  it('gets no name that begins a tag', () => {
    const [props] = given({}, [
      { name: HOSTILE, formattedName: HOSTILE, values: [[1, 1]] },
      { name: HOSTILE, values: [] },
    ]);
    const series = props?.queryResults[0]?.data.series;
    expect(series?.map(({ name, formattedName }) => [name, formattedName])).toEqual([
      [SAFE, SAFE],
      [SAFE, SAFE],
    ]);
    expect(series?.[0]?.values).toEqual([[1, 1]]);
  });

  it('gets no mapped value that begins a tag', () => {
    const mappings: ValueMapping[] = [
      { kind: 'Value', spec: { value: '1', result: { value: HOSTILE, color: 'red' } } },
      { kind: 'Range', spec: { from: 1, to: 2, result: { value: 3 } } },
    ];
    expect(given({ mappings }, [])[0]?.spec.mappings).toEqual([
      { kind: 'Value', spec: { value: '1', result: { value: SAFE, color: 'red' } } },
      mappings[1],
    ]);
  });

  it('is drawn anew only when something changed', () => {
    const [first, second] = given({}, []);
    expect(second?.queryResults).toBe(first?.queryResults);
    expect(second?.spec).toBe(first?.spec);
  });
});

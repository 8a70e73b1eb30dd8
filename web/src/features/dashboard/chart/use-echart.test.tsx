import { Suspense } from 'react';
import { render } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { useEChart } from './use-echart';

type Chart = { options: unknown[]; isGone: boolean };
const charts = vi.hoisted((): Chart[] => []);

vi.mock('echarts/core', () => ({
  use: () => undefined,
  init: () => {
    const chart: Chart = { options: [], isGone: false };
    charts.push(chart);
    return {
      getWidth: () => SIZE.width,
      getHeight: () => SIZE.height,
      resize: () => undefined,
      setOption: (option: unknown) => chart.options.push(option),
      dispose: () => {
        chart.isGone = true;
      },
    };
  },
}));

const OPTION = { series: [] };
const SIZE = { width: 100, height: 50 };

function Chart() {
  return <div ref={useEChart(OPTION, SIZE).ref} />;
}

type Need = { isThere: boolean; come: Promise<void> };

/** Waits for something beside the chart, as a panel does for its plugin after an undo. */
function Waits({ need }: { need: Need }) {
  if (!need.isThere) throw need.come;
  return null;
}

function Panel({ need }: { need: Need }) {
  return (
    <Suspense fallback="waiting">
      <Chart />
      <Waits need={need} />
    </Suspense>
  );
}

beforeEach(() => {
  charts.length = 0;
});

it('draws again when React has hidden the panel and shows it again', () => {
  const there: Need = { isThere: true, come: Promise.resolve() };
  const { rerender } = render(<Panel need={there} />);
  expect(charts).toEqual([{ options: [OPTION], isGone: false }]);
  rerender(<Panel need={{ isThere: false, come: new Promise(() => undefined) }} />);
  expect(charts).toEqual([{ options: [OPTION], isGone: true }]);
  rerender(<Panel need={there} />);
  expect(charts.slice(1)).toEqual([{ options: [OPTION], isGone: false }]);
});

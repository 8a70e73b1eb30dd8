import { StackStripChart } from '@/kit/chart/stack-strip';
import { useNow, useTimeZone } from '@/kit/text/clock';
import type { RunsBucket } from './run';
import { stripOf, stripSummary } from './runs-strip';

type RunsStripChartProps = {
  buckets: readonly RunsBucket[] | undefined;
  /** Where the last bucket ends. */
  end: Date;
  /** The range reaches to the present. */
  isOpen: boolean;
  onChoose: (range: { from: Date; to: Date }) => void;
};

/** How many runs there were when. What is chosen in it becomes the filter. */
export function RunsStripChart({ buckets = [], end, isOpen, onChoose }: RunsStripChartProps) {
  const strip = stripOf(buckets, end, useNow(), useTimeZone());
  return <StackStripChart {...{ strip, isOpen, onChoose }} summary={stripSummary(strip)} />;
}

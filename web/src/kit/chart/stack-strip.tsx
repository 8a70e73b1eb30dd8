import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useIsNarrow } from '@/kit/responsive/use-narrow';
import { useNow, useTimeZone } from '@/kit/text/clock';
import { draggedRange, stackAt, STACK_HEIGHT, stripAxis, type StackStrip } from './stack-strip-model';
import styles from './stack-strip.module.css';

type StackStripChartProps = {
  strip: StackStrip;
  /** What it shows, for somebody who does not see it: '40 runs over time, 96 steps'. */
  summary: string;
  /** It reaches to the present. */
  isOpen: boolean;
  onChoose: (range: { from: Date; to: Date }) => void;
};

const STEP = 5;
const MARK = 4;
const HEIGHT = STACK_HEIGHT * STEP;
const SLOT = 12;
const GAP = 2;

/** How much happened when. A click or a drag takes its time; arrows and Enter do too. */
export function StackStripChart({ strip, summary, isOpen, onChoose }: StackStripChartProps) {
  const axis = stripAxis(strip, isOpen, useNow(), useIsNarrow() ? 3 : 7, useTimeZone());
  return (
    <div className={styles.chart}>
      <StripField {...{ strip, summary, onChoose }} />
      <div className={styles.axis} aria-hidden="true">
        {axis.map((label) => (
          <span key={label.share} className="num">
            {label.text}
          </span>
        ))}
      </div>
    </div>
  );
}

type Drag = { from: number; to: number };

function StripField({ strip, summary, onChoose }: Omit<StackStripChartProps, 'isOpen'>) {
  const ref = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<Drag>();
  const [cursor, setCursor] = useState<number>();
  const count = strip.stacks.length;

  const indexOf = (event: PointerEvent): number => {
    const box = ref.current?.getBoundingClientRect();
    return box ? stackAt(strip, (event.clientX - box.left) / box.width) : 0;
  };
  const choose = (from: number, to: number): void => {
    const range = draggedRange(strip, from, to);
    if (range) onChoose(range);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = cursor ?? count - 1;
    if (event.key === 'Enter' || event.key === ' ') choose(at, at);
    else if (event.key === 'ArrowLeft') setCursor(Math.max(0, at - 1));
    else if (event.key === 'ArrowRight') setCursor(Math.min(count - 1, at + 1));
    else return;
    event.preventDefault();
  };
  const marked = drag ?? (cursor === undefined ? undefined : { from: cursor, to: cursor });
  const shown = marked === undefined ? undefined : strip.stacks[marked.to];

  return (
    <div
      ref={ref}
      className={styles.field}
      role="slider"
      tabIndex={count === 0 ? -1 : 0}
      aria-label={`${summary}. Enter takes the chosen time as the filter`}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, count - 1)}
      aria-valuenow={cursor ?? Math.max(0, count - 1)}
      aria-valuetext={shown?.label ?? summary}
      onKeyDown={onKeyDown}
      onBlur={() => setCursor(undefined)}
      onPointerLeave={() => drag === undefined && setCursor(undefined)}
      onPointerDown={(event) => {
        if (event.button !== 0 || count === 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const at = indexOf(event);
        setDrag({ from: at, to: at });
      }}
      onPointerMove={(event) => {
        if (count === 0) return;
        if (drag) setDrag({ ...drag, to: indexOf(event) });
        else setCursor(indexOf(event));
      }}
      onPointerUp={() => {
        if (drag) choose(drag.from, drag.to);
        setDrag(undefined);
        setCursor(undefined);
      }}
      onPointerCancel={() => setDrag(undefined)}
    >
      <StripDrawing strip={strip} marked={marked} />
      {shown && (
        <output
          className={styles.words}
          style={{ insetInlineStart: `${(((marked?.to ?? 0) + 0.5) / count) * 100}%` }}
          data-end={(marked?.to ?? 0) > count / 2}
        >
          {shown.label}
        </output>
      )}
    </div>
  );
}

function StripDrawing({ strip, marked }: { strip: StackStrip; marked: Drag | undefined }) {
  const width = strip.stacks.length * SLOT;
  return (
    <svg
      className={styles.drawing}
      viewBox={`0 0 ${Math.max(SLOT, width)} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {marked && (
        <rect
          className={styles.marked}
          x={Math.min(marked.from, marked.to) * SLOT - GAP / 2}
          width={(Math.abs(marked.to - marked.from) + 1) * SLOT}
          y={0}
          height={HEIGHT}
        />
      )}
      {strip.stacks.map((stack, index) =>
        stack.marks.length === 0 ? (
          <rect
            key={stack.at.getTime()}
            className={styles.none}
            x={index * SLOT}
            y={HEIGHT - 1}
            width={SLOT - GAP}
            height={1}
          />
        ) : (
          stack.marks.map((tone, level) => (
            <rect
              key={`${stack.at.getTime()}-${level}`}
              data-tone={tone}
              x={index * SLOT}
              y={HEIGHT - (level + 1) * STEP + (STEP - MARK)}
              width={SLOT - GAP}
              height={MARK}
            />
          ))
        ),
      )}
    </svg>
  );
}

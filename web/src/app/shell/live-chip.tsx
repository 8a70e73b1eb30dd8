import { formatMoment } from '@/lib/time';
import type { StreamState } from '@/api/stream-words';
import { useStreamControls, useStreamState } from '@/api/live';
import { Icon } from '@/kit/icon/icon';
import { Tooltip } from '@/kit/overlay/tooltip';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { useNow, useTimeZone } from '@/kit/text/clock';
import styles from './top-bar.module.css';

type Face = { words: string; explanation: string };

/** What the chip says, and what it means. */
export function describeStream(stream: StreamState, moment: (at: number) => string): Face {
  switch (stream.state) {
    case 'connecting':
      return { words: 'Connecting', explanation: 'The page asks for the stream of changes' };
    case 'live':
      return { words: 'Live', explanation: 'Changes show as they happen. Press to pause.' };
    case 'reconnecting':
      return { words: 'Reconnecting', explanation: `The stream broke at ${moment(stream.since)} and is tried again` };
    case 'polling':
      return {
        words: 'Every 5 s',
        explanation: stream.isCrowded
          ? 'You have as many live windows open as one may have, so this page asks every 5 s. Close one, or press to pause.'
          : 'Something in between cuts streams, so the page asks every 5 s. Press to pause.',
      };
    case 'paused':
      return {
        words: 'Paused',
        explanation: `Paused at ${moment(stream.since)}. Nothing on this page is read anew: no rows, charts or logs. Press to go on.`,
      };
    case 'stale':
      return {
        words: `Stale since ${moment(stream.since)}`,
        explanation: 'The server does not answer. What you see stays, and is tried again every 5 s.',
      };
  }
}

function Mark({ stream }: { stream: StreamState }) {
  switch (stream.state) {
    case 'live':
    case 'polling':
      return <span className={styles.dot} />;
    case 'connecting':
    case 'reconnecting':
      return <StatusGlyph glyph="running" size="inline" />;
    case 'paused':
      return <Icon name="pause" size="small" />;
    case 'stale':
      return <StatusGlyph glyph="stale" size="inline" />;
  }
}

/** Whether what the page shows is from now. Pressing it pauses and goes on. */
export function LiveChip() {
  const stream = useStreamState();
  const controls = useStreamControls();
  const now = useNow();
  const zone = useTimeZone();
  if (!controls) return null;
  const { words, explanation } = describeStream(stream, (at) => formatMoment(new Date(at), now, zone));
  const isPaused = stream.state === 'paused';
  return (
    <Tooltip text={explanation}>
      <button type="button" className={styles.chip} onClick={isPaused ? controls.resume : controls.pause}>
        <Mark stream={stream} />
        <span role="status">{words}</span>
      </button>
    </Tooltip>
  );
}

import { createContext, useContext, useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import { hashQueryKey, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { signedOut } from './client';
import { ProjectStream } from './event-stream';
import { openLine } from './shared-stream';
import type { EventType, StreamEvent, StreamState } from './stream-words';

/** Changes come in bursts (a run of 200 items): a query is read again at most this often. */
const GATHER_MS = 400;

const LiveContext = createContext<ProjectStream | undefined>(undefined);

function pageStream(project: string | undefined): ProjectStream {
  return new ProjectStream(project, {
    openLine,
    onSignedOut: signedOut,
    now: () => Date.now(),
    setTimer: (run, ms) => setTimeout(run, ms),
    clearTimer: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>), // made by setTimer above
  });
}

/** A page that the browser kept as it was may be that of somebody who has signed out since: it is loaded anew. */
function loadWhatWasKept({ persisted }: PageTransitionEvent): void {
  if (persisted) window.location.reload();
}

/** Follows the current project; somebody in none follows what they may do. */
export function LiveProvider({ project, children }: { project: string | undefined; children: ReactNode }) {
  const [stream, setStream] = useState<ProjectStream>();
  // Whoever wants nothing to change wants it in the next project as well.
  const isPaused = useRef(false);
  useEffect(() => {
    const opened = pageStream(project);
    if (isPaused.current) opened.pause();
    else opened.start(document.visibilityState === 'visible');
    setStream(opened);
    const onVisibility = (): void => opened.setVisible(document.visibilityState === 'visible');
    const onHide = (): void => opened.rest();
    document.addEventListener('visibilitychange', onVisibility);
    window.addEventListener('pagehide', onHide);
    window.addEventListener('pageshow', loadWhatWasKept);
    return () => {
      document.removeEventListener('visibilitychange', onVisibility);
      window.removeEventListener('pagehide', onHide);
      window.removeEventListener('pageshow', loadWhatWasKept);
      isPaused.current = opened.state.state === 'paused';
      opened.close();
      setStream(undefined);
    };
  }, [project]);
  return <LiveContext.Provider value={stream}>{children}</LiveContext.Provider>;
}

const NO_STREAM: StreamState = { state: 'connecting' };

export function useStreamState(): StreamState {
  const stream = useContext(LiveContext);
  return useSyncExternalStore(
    (listener) => stream?.onState(listener) ?? (() => undefined),
    () => stream?.state ?? NO_STREAM,
  );
}

/** Whether the person wants nothing to change: whatever goes on by itself stands still. */
export function useIsPaused(): boolean {
  return useStreamState().state === 'paused';
}

/** Pausing and going on, for the live chip. */
export function useStreamControls(): { pause: () => void; resume: () => void } | undefined {
  const stream = useContext(LiveContext);
  return stream && { pause: () => stream.pause(), resume: () => stream.resume() };
}

/** Hears events of some types. `onResync` is called when events may have been missed: read again. */
export function useProjectEvents(
  types: readonly EventType[],
  onEvent: (event: StreamEvent) => void,
  onResync?: () => void,
): void {
  const stream = useContext(LiveContext);
  const latest = useRef({ types, onEvent, onResync });
  useEffect(() => {
    latest.current = { types, onEvent, onResync };
  });
  useEffect(
    () =>
      stream?.listen({
        onEvent: (event) => {
          if (latest.current.types.includes(event.type)) latest.current.onEvent(event);
        },
        onResync: () => latest.current.onResync?.(),
      }),
    [stream],
  );
}

/**
 * Reads a query again when something of these types changes; bursts are gathered into one reading. `concerns` passes
 * over what the query does not show. Gives the same for other news.
 */
export function useInvalidateOn(
  types: readonly EventType[],
  queryKey: QueryKey,
  concerns: (event: StreamEvent) => boolean = () => true,
): () => void {
  const client = useQueryClient();
  const stream = useContext(LiveContext);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const latest = useRef({ types, queryKey, concerns });
  useEffect(() => {
    latest.current = { types, queryKey, concerns };
  });
  const hash = hashQueryKey(queryKey);

  const { current: invalidate } = useRef((key: QueryKey): void => {
    timer.current = undefined;
    // A reading under way may be older than the news, and starting anew whenever some come would never end.
    if (client.isFetching(key) > 0) timer.current = setTimeout(() => invalidate(key), GATHER_MS);
    else void client.invalidateQueries(key);
  });
  // What was gathered is not forgotten with the component or the key: it may be shown elsewhere, or again. What comes
  // afterwards makes what is kept of it old, so that it is read when it is shown again.
  useEffect(() => {
    const { queryKey: key, types: heard } = latest.current;
    stream?.unfollow(hash);
    return () => {
      if (timer.current !== undefined) {
        clearTimeout(timer.current);
        timer.current = undefined;
        void client.invalidateQueries(key);
      }
      const outdate = (): void => {
        stream?.unfollow(hash);
        void client.invalidateQueries(key, { refetchType: 'none' });
      };
      stream?.follow(hash, {
        onEvent: (event) => {
          if (heard.includes(event.type)) outdate();
        },
        onResync: outdate,
      });
    };
  }, [client, stream, hash]);

  const gather = (): void => {
    const { queryKey: key } = latest.current;
    timer.current ??= setTimeout(() => invalidate(key), GATHER_MS);
  };
  useProjectEvents(
    types,
    (event) => {
      if (latest.current.concerns(event)) gather();
    },
    gather,
  );
  return gather;
}

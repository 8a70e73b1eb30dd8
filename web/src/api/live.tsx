import { createContext, useContext, useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { api, read } from './client';
import { ProjectStream, type EventType, type StreamEvent, type StreamState } from './event-stream';

/** Changes come in bursts (a run of 200 items): a query is read again at most this often. */
const GATHER_MS = 400;

const LiveContext = createContext<ProjectStream | undefined>(undefined);

function browserStream(project: string): ProjectStream {
  return new ProjectStream(project, {
    open: (url) => new EventSource(url),
    ping: (name) => read(api.GET('/api/v1/projects/{project}/badges', { params: { path: { project: name } } })),
    now: () => Date.now(),
    setTimer: (run, ms) => setTimeout(run, ms),
    clearTimer: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>), // made by setTimer above
  });
}

/** Keeps one stream open for the current project. */
export function LiveProvider({ project, children }: { project: string | undefined; children: ReactNode }) {
  const [stream, setStream] = useState<ProjectStream>();
  useEffect(() => {
    if (project === undefined) return undefined;
    const opened = browserStream(project);
    opened.start();
    setStream(opened);
    const onVisibility = (): void => opened.setVisible(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      document.removeEventListener('visibilitychange', onVisibility);
      opened.close();
      setStream(undefined);
    };
  }, [project]);
  return <LiveContext.Provider value={stream}>{children}</LiveContext.Provider>;
}

const NO_PROJECT: StreamState = { state: 'connecting' };

export function useStreamState(): StreamState {
  const stream = useContext(LiveContext);
  return useSyncExternalStore(
    (listener) => stream?.onState(listener) ?? (() => undefined),
    () => stream?.state ?? NO_PROJECT,
  );
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

/** Reads a query again when something of these types changes; bursts are gathered into one reading. */
export function useInvalidateOn(types: readonly EventType[], queryKey: QueryKey): void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const key = useRef(queryKey);
  useEffect(() => {
    key.current = queryKey;
  });
  // What was gathered is not forgotten with the component: another one may show the same query.
  useEffect(
    () => () => {
      if (timer.current === undefined) return;
      clearTimeout(timer.current);
      timer.current = undefined;
      void client.invalidateQueries(key.current);
    },
    [client],
  );

  const invalidate = (): void => {
    timer.current = undefined;
    void client.invalidateQueries(key.current);
  };
  const gather = (): void => {
    if (timer.current === undefined) timer.current = setTimeout(invalidate, GATHER_MS);
  };
  useProjectEvents(types, gather, gather);
}

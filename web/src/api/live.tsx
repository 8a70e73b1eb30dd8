import { createContext, useContext, useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import { hashQueryKey, useQueryClient } from '@tanstack/react-query';
import { useLatest } from '@/lib/use-latest';
import { signedOut } from './client';
import { ProjectStream } from './event-stream';
import { readSoon } from './read-soon';
import type { Resource } from './resources';
import { openLine } from './shared-stream';
import type { EventType, StreamEvent, StreamState } from './stream-words';

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

type LiveProviderProps = {
  project: string | undefined;
  /** Told whether the person wants nothing to change; the same function each time. */
  onPaused?: (isPaused: boolean) => void;
  children: ReactNode;
};

/** Follows the current project; somebody in none follows what they may do. */
export function LiveProvider({ project, onPaused, children }: LiveProviderProps) {
  const [stream, setStream] = useState<ProjectStream>();
  // Whoever wants nothing to change wants it in the next project as well.
  const isPaused = useRef(false);
  useEffect(() => {
    const opened = pageStream(project);
    const tellPaused = (): void => onPaused?.(opened.state.state === 'paused');
    const leave = opened.onState(tellPaused);
    if (isPaused.current) opened.pause();
    else opened.start(document.visibilityState === 'visible');
    tellPaused();
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
      leave();
      isPaused.current = opened.state.state === 'paused';
      opened.close();
      setStream(undefined);
    };
  }, [project, onPaused]);
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
  const hear = useLatest((event: StreamEvent) => {
    if (types.includes(event.type)) onEvent(event);
  });
  const resync = useLatest(() => onResync?.());
  useEffect(() => stream?.listen({ onEvent: hear, onResync: resync }), [stream, hear, resync]);
}

/** Keeps what is read of a resource fresh while it is shown. Gives the same for other news. */
export function useKeptFresh({ key, news, concerns = () => true }: Resource): () => void {
  const client = useQueryClient();
  const stream = useContext(LiveContext);
  const hash = hashQueryKey(key);
  const latest = useLatest((): Pick<Resource, 'key' | 'news'> => ({ key, news }));
  // What comes when it is not shown any more makes what is kept of it old, so that it is read when it is shown again.
  useEffect(() => {
    const shown = latest();
    stream?.unfollow(hash);
    return () => {
      const outdate = (): void => {
        stream?.unfollow(hash);
        void client.invalidateQueries(shown.key, { refetchType: 'none' });
      };
      stream?.follow(hash, {
        onEvent: (event) => {
          if (shown.news.includes(event.type)) outdate();
        },
        onResync: outdate,
      });
    };
  }, [client, stream, hash, latest]);

  const readAgain = (): void => readSoon(client, key);
  useProjectEvents(
    news,
    (event) => {
      if (concerns(event)) readAgain();
    },
    readAgain,
  );
  return readAgain;
}

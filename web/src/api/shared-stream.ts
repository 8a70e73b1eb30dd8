import { browserDeps } from './stream-browser';
import { StreamHub } from './stream-hub';
import type { News, Wish } from './stream-words';

/** A worker that has not answered after this long is not there: the page has a stream of its own. */
const WORKER_WITHIN_MS = 5_000;

/** The line of a page to whoever holds the stream. */
export type Line = { wish: (wish: Wish) => void };

/** The stream of this page alone, where there are no shared workers. */
let own: StreamHub | undefined;

function ownLine(onNews: (news: News) => void): Line {
  own ??= new StreamHub(browserDeps());
  return { wish: own.join(onNews) };
}

/** Joins the stream that all pages of the browser share. */
export function openLine(onNews: (news: News) => void): Line {
  if (typeof SharedWorker === 'undefined') return ownLine(onNews);
  let line: Line | undefined;
  let last: Wish = { kind: 'rest' };
  let silence: ReturnType<typeof setTimeout> | undefined;
  const goAlone = (): void => {
    clearTimeout(silence);
    if (line) return;
    // A worker that is only slow would go on to watch for a page that does not listen to it.
    worker?.port.postMessage({ kind: 'rest' } satisfies Wish);
    line = ownLine(onNews);
    line.wish(last);
  };
  const worker = startWorker(goAlone);
  if (!worker) {
    goAlone();
    return { wish: (wish) => line?.wish(wish) };
  }
  worker.port.addEventListener('message', ({ data }: MessageEvent<News>) => {
    clearTimeout(silence);
    silence = undefined;
    if (!line) onNews(data);
  });
  worker.port.start();
  return {
    wish: (wish) => {
      last = wish;
      if (line) {
        line.wish(wish);
        return;
      }
      worker.port.postMessage(wish);
      // Every wish to watch is answered; a worker that crashed, or never began, answers none.
      clearTimeout(silence);
      silence = wish.kind === 'watch' ? setTimeout(goAlone, WORKER_WITHIN_MS) : undefined;
    },
  };
}

function startWorker(onError: () => void): SharedWorker | undefined {
  try {
    const worker = new SharedWorker(new URL('./stream-worker.ts', import.meta.url), {
      type: 'module',
      name: 'dashkeep-stream',
    });
    worker.addEventListener('error', onError);
    return worker;
  } catch {
    return undefined;
  }
}

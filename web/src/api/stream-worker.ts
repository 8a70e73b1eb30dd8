import { browserDeps } from './stream-browser';
import { StreamHub } from './stream-hub';
import type { News, Wish } from './stream-words';

/*
 * The one place of a browser that holds a stream: browsers open six connections to a server over HTTP/1.1, so that
 * seven pages with a stream each would leave none for anything else. Unlike a page that leads the others, a worker is
 * neither closed nor slowed down while any of them lives, and it needs no TLS.
 */
const hub = new StreamHub(browserDeps());

addEventListener('connect', (event) => {
  const port = event instanceof MessageEvent ? event.ports[0] : undefined;
  if (!port) return;
  const wish = hub.join((news: News) => port.postMessage(news));
  port.addEventListener('message', ({ data }: MessageEvent<Wish>) => {
    wish(data);
    if (data.kind === 'bye') port.close();
  });
  port.start();
});

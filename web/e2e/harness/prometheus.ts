import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './dashkeep';

const READY_MS = 120_000;

export type Prometheus = { url: string; stop: () => Promise<void> };

/** Starts a Prometheus beside Dashkeep that reads Dashkeep's own metrics each second. */
export function startPrometheus(dashkeep: string): Promise<Prometheus> {
  return startScraper({ job: 'outside', target: new URL(dashkeep).host, interval: '1s', ready: 'up==1' });
}

type Scraper = {
  job: string;
  target: string;
  interval: string;
  /** A query that has an answer as soon as it has measured enough. */
  ready: string;
};

/** Starts a Prometheus that reads one target, whose labels stay as they are. */
export async function startScraper({ job, target, interval, ready }: Scraper): Promise<Prometheus> {
  const folder = mkdtempSync(join(tmpdir(), 'dashkeep-prometheus-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  writeFileSync(
    join(folder, 'prometheus.yml'),
    `global: {scrape_interval: ${interval}}
scrape_configs: [{job_name: ${job}, honor_labels: true, static_configs: [{targets: ['${target}']}]}]
`,
  );
  const child: ChildProcess = spawn(
    'prometheus',
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=error',
    ],
    { stdio: 'ignore' },
  );
  const stop = async (): Promise<void> => {
    const over = new Promise<void>((done) => child.once('exit', () => done()));
    if (child.exitCode === null) {
      child.kill('SIGKILL');
      await over;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  const deadline = Date.now() + READY_MS;
  while (Date.now() < deadline) {
    const answer = await fetch(`${url}/api/v1/query?query=${encodeURIComponent(ready)}`).catch(() => undefined);
    const body = answer?.ok === true ? await answer.text() : '';
    if (body.includes('"value"')) return { url, stop };
    await new Promise((wait) => setTimeout(wait, 100));
  }
  await stop();
  throw new Error('Prometheus did not start: run scripts/ensure-prometheus.sh');
}

export type Road = { url: string; close: () => void; open: () => void; stop: () => Promise<void> };

/**
 * A road to a server that can be closed: answers then wait until it is open again. A test looks in between at what is
 * under way, for as long as it needs.
 */
export async function startRoad(to: string): Promise<Road> {
  let opened = Promise.resolve();
  let open = (): void => undefined;
  const pass = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const { method, headers, url = '/' } = incoming;
    const onward = request(new URL(url, to), { method, headers }, (answer) => {
      void opened.then(() => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  };
  const server: Server = createServer(pass);
  const port = await freePort();
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      open(); // who waits at an earlier gate goes on
      opened = new Promise((pass) => {
        open = pass;
      });
    },
    open: () => open(),
    stop: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

// Measures the server as a process: start, idle memory and CPU, and a hundred identical starts of one check.
// Usage: node process.mjs BINARY DATA PORT
import { setTimeout as pause } from 'node:timers/promises';
import { client, command, figure, importDashboard, quantile, start, usage } from './server.mjs';

const [binary, data, port] = process.argv.slice(2);
const DASHBOARDS = 200;
const STARTS = 7;
const IDLE_SECONDS = 30;
const SETTLE_SECONDS = 10;
const IDENTICAL = 100;

async function fill() {
  const server = await start(binary, data, port);
  const api = client(server.base, command(binary, data, 'admin', 'create-token', 'bench'));
  for (let n = 0; n < DASHBOARDS; n++) await importDashboard(api, `board-${n}`);
  await server.stop();
}

async function measureStart() {
  const took = [];
  for (let n = 0; n < STARTS; n++) {
    const server = await start(binary, data, port);
    took.push(server.ready);
    await server.stop();
  }
  const [half, most] = [quantile(took, 0.5), Math.max(...took)].map((ms) => ms.toFixed(0));
  figure(
    'start to ready',
    `${half} ms (slowest ${most} ms)`,
    '',
    `${STARTS} starts with a data folder of ${DASHBOARDS} dashboards, from spawn to 200 on /ready`,
  );
}

async function measureIdle(server) {
  await pause(SETTLE_SECONDS * 1000);
  const [before, began] = [usage(server.pid), performance.now()];
  await pause(IDLE_SECONDS * 1000);
  const [after, seconds] = [usage(server.pid), (performance.now() - began) / 1000];
  const share = (100 * (after.cpu - before.cpu)) / seconds;
  figure(
    'idle memory',
    `${after.resident.toFixed(0)} MB`,
    '',
    `VmRSS after ${SETTLE_SECONDS + IDLE_SECONDS} s; ${after.own.toFixed(0)} MB of it are not mapped files`,
  );
  figure(
    'idle CPU',
    `${share.toFixed(2)} % of a core`,
    '',
    `utime + stime over ${IDLE_SECONDS} s, with a scrape of itself every 5 s`,
  );
}

async function measureIdenticalStarts(server) {
  const api = client(server.base, command(binary, data, 'admin', 'create-token', 'bench'));
  const took = [];
  const begin = async () => {
    const began = performance.now();
    const started = await api('POST', '/api/v1/projects/default/validations', {});
    took.push(performance.now() - began);
    return started;
  };
  const answers = await Promise.all(Array.from({ length: IDENTICAL }, begin));
  const runs = new Set(answers.map((each) => each.id));
  const created = answers.filter((each) => each.created).length;
  figure(
    `${IDENTICAL} identical starts at once`,
    `${runs.size} run, ${created} created`,
    '1 run',
    `POST validations of ${DASHBOARDS + 1} dashboards over HTTP`,
  );
  figure(
    'the slowest of those answers',
    `${Math.max(...took).toFixed(0)} ms`,
    '',
    `half within ${quantile(took, 0.5).toFixed(0)} ms`,
  );
  await api('POST', `/api/v1/projects/default/validations/${answers[0].id}/cancel`);
}

await fill();
await measureStart();
const server = await start(binary, data, port);
try {
  await measureIdle(server);
  await measureIdenticalStarts(server);
} finally {
  await server.stop();
}

// Measures a check of many dashboards, from its start to its end. They are copies of one, so
// what they ask is asked once in ten seconds. Where others use the machine the CPU tells more.
// Usage: node checks.mjs BINARY DATA PORT ENGINE
import { setTimeout as pause } from 'node:timers/promises';
import { client, command, figure, importDashboard, start, usage } from './server.mjs';

const [binary, data, port, engine] = process.argv.slice(2);
const DASHBOARDS = 307; // and the one that every installation has

const server = await start(binary, data, port);
try {
  const api = client(server.base, command(binary, data, 'admin', 'create-token', 'bench'));
  for (let n = 0; n < DASHBOARDS; n++) await importDashboard(api, `board-${n}`);
  await pause(10_000); // so that there is something to ask for
  const [before, began] = [usage(server.pid), performance.now()];
  const { id } = await api('POST', '/api/v1/projects/default/validations', {});
  let run;
  do {
    await pause(100);
    ({ run } = await api('GET', `/api/v1/projects/default/runs/${id}`));
  } while (run.finished_at === undefined);
  const seconds = (performance.now() - began) / 1000;
  const cpu = usage(server.pid).cpu - before.cpu;
  figure(
    `check of ${run.counts.total} dashboards, ${engine}`,
    `${(run.counts.total / seconds).toFixed(0)} dashboards/s`,
    '',
    `copies of one of 8 panels, against the metrics store inside, 4 at the same time: ${seconds.toFixed(1)} s, ` +
      `${((1000 * cpu) / run.counts.total).toFixed(1)} ms of CPU each`,
  );
} finally {
  await server.stop();
}

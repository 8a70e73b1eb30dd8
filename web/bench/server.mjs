// Starts and stops a Dashkeep server for the measurements, and prints one figure a line.
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const READY_MS = 30_000;

/** Starts a server and waits until it is ready. `ready` is how long that took, in milliseconds. */
export async function start(binary, data, port) {
  const began = performance.now();
  const child = spawn(binary, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`], { stdio: 'ignore' });
  const base = `http://127.0.0.1:${port}`;
  while (!(await isReady(base))) {
    if (child.exitCode !== null || performance.now() - began > READY_MS) {
      child.kill('SIGKILL');
      throw new Error(`${binary} did not become ready`);
    }
    await pause(1);
  }
  const ready = performance.now() - began;
  const stop = async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  };
  return { base, pid: child.pid, ready, stop };
}

async function isReady(base) {
  try {
    return (await fetch(`${base}/ready`)).ok;
  } catch {
    return false;
  }
}

/** Runs a command of the binary and gives what it printed. */
export function command(binary, data, ...rest) {
  return execFileSync(binary, ['--data', data, ...rest], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}

/** A client of the API with a bearer token. */
export function client(base, token) {
  return async (method, path, body) => {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    const answer = await fetch(base + path, { method, headers, body: body && JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
}

/** Imports the dashboard of 8 panels under a name. */
export async function importDashboard(api, name) {
  const source = readFileSync(new URL('../../scripts/demo/service-overview.json', import.meta.url), 'utf8');
  await api('POST', '/api/v1/projects/default/imports', { source, name, datasource: 'embedded', overwrite: true });
}

/** What a process used so far: CPU seconds, and resident memory now in MB, all and without mapped files. */
export function usage(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (key) => (Number(new RegExp(`${key}:\\s+(\\d+)`).exec(status)[1]) * 1024) / 1e6;
  return {
    cpu: (Number(fields[11]) + Number(fields[12])) / 100,
    resident: megabytes('VmRSS'),
    own: megabytes('RssAnon'),
  };
}

/** The value below which a share of the values is. */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** Prints one line of the table: what, how much, the goal, how it was measured. */
export function figure(what, value, goal, how) {
  process.stdout.write(`${[what, value, goal, how].join('\t')}\n`);
}

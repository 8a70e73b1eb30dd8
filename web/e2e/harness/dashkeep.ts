import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startPostgres } from './postgres';

export type Dashkeep = {
  url: string;
  /** The path of the one-time link that the first start printed. */
  setupPath: string;
  /** Everything that the server said so far. */
  log: () => string;
  /** Makes the process hang: its connections stay open, and nothing answers. */
  freeze: () => void;
  /** Lets it go on. */
  thaw: () => void;
  stop: () => Promise<void>;
};

const PROGRAM = resolve(import.meta.dirname, '../../../bin/dashkeep');
const READY_MS = 120_000;

export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => done(port));
    });
  });
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((done) => (child.exitCode === null ? child.once('exit', () => done()) : done()));
}

/** The server reads its settings from the environment: those of the developer are not the test's. */
function withoutSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('DASHKEEP_')));
}

/** Starts the real program on an empty folder, with SQLite or, for E2E_ENGINE=postgres, on PostgreSQL. */
export async function startDashkeep(settings: Record<string, string> = {}): Promise<Dashkeep> {
  const program = process.env['E2E_PROGRAM'] ?? PROGRAM;
  if (!existsSync(program)) throw new Error(`${program} is missing: run make build`);
  const postgres = process.env['E2E_ENGINE'] === 'postgres' ? startPostgres() : undefined;
  const folder = mkdtempSync(join(tmpdir(), 'dashkeep-e2e-'));
  const url = `http://127.0.0.1:${await freePort()}`;
  const child = spawn(program, ['serve', '--data', folder, '--listen', new URL(url).host], {
    env: {
      ...withoutSettings(process.env),
      DASHKEEP_BASE_URL: url,
      DASHKEEP_METRICS_INTERVAL: '1s',
      // A closed road is no slow datasource: nothing gives up while a test looks around.
      DASHKEEP_QUERY_TIMEOUT: '2m',
      // Sources of the tests listen on this machine.
      DASHKEEP_OUTBOUND_ALLOW: '127.0.0.0/8',
      DASHKEEP_OUTBOUND_ALLOW_PROJECTS: '127.0.0.0/8',
      ...(postgres && { DASHKEEP_DATABASE_URL: postgres.url }),
      ...settings,
    },
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));

  const freeze = (): void => void child.kill('SIGSTOP');
  const thaw = (): void => void child.kill('SIGCONT');
  const stop = async (): Promise<void> => {
    thaw();
    child.kill('SIGTERM');
    await ended(child);
    postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const deadline = Date.now() + READY_MS;
  for (;;) {
    const setupPath = /\/setup\/[\w-]+/.exec(text)?.[0];
    if (setupPath !== undefined) return { url, setupPath, log: () => text, freeze, thaw, stop };
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`the server did not start:\n${text}`);
    }
    await new Promise((wait) => setTimeout(wait, 50));
  }
}

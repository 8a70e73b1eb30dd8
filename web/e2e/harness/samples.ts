import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from './dashkeep';
import { startScraper, type Prometheus } from './prometheus';

const REPOSITORY = resolve(import.meta.dirname, '../../..');

/**
 * The charts ask for whole minutes where a datasource names no interval, so up to 60 s ago, and a rate needs two
 * measurements before that.
 */
const SETTLED = '75s';

/** Starts a Prometheus that has metrics for every query of documents: what `make sample-metrics` serves. */
export async function startSampled(documents: readonly string[]): Promise<Prometheus> {
  const folder = mkdtempSync(join(tmpdir(), 'dashkeep-samples-'));
  const program = join(folder, 'samples');
  const built = spawnSync('go', ['build', '-o', program, './internal/testkit/samples/serve'], {
    cwd: REPOSITORY,
    encoding: 'utf8',
  });
  if (built.status !== 0) throw new Error(`the generator of metrics was not built: ${built.stderr}`);
  const host = `127.0.0.1:${await freePort()}`;
  const child: ChildProcess = spawn(program, ['-listen', host, ...documents], { stdio: 'ignore' });
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const prometheus = await startScraper({
      job: 'samples',
      target: host,
      interval: '2s',
      ready: `count((up{job="samples"} offset ${SETTLED}) == 1)`,
    });
    return {
      url: prometheus.url,
      stop: async () => {
        await prometheus.stop();
        await stop();
      },
    };
  } catch (fault) {
    await stop();
    throw fault;
  }
}

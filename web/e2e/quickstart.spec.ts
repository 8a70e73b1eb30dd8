import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { freePort } from './harness/dashkeep';

const PAGE = resolve(import.meta.dirname, '../../docs/quickstart.md');
const PROGRAM = process.env['E2E_PROGRAM'] ?? resolve(import.meta.dirname, '../../bin/dashkeep');

/** The commands of the page, in their order. What is only shown stands in another kind of block. */
function commands(): string[] {
  return [...readFileSync(PAGE, 'utf8').matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
}

/** Runs all commands in one shell, as somebody types them; what each block prints stands between marks. */
function runAll(folder: string, port: number): Promise<{ status: number | null; printed: string[]; said: string }> {
  const marked = commands().map((block, index) => `printf '\\n@@${index}@@\\n'\n${block}`);
  const script = `set -eu\ntrap 'kill $(jobs -p) || true; wait' EXIT\n${marked.join('\n')}`.replaceAll(
    '127.0.0.1:8080',
    `127.0.0.1:${port}`,
  );
  const settings = Object.entries(process.env).filter(([name]) => !name.startsWith('DASHKEEP_'));
  const path = `${dirname(PROGRAM)}${delimiter}${process.env['PATH'] ?? ''}`;
  const shell = spawn('bash', ['-c', script], { cwd: folder, env: { ...Object.fromEntries(settings), PATH: path } });
  let out = '';
  let said = '';
  shell.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  shell.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((done) =>
    shell.once('close', (status) =>
      done({
        status,
        printed: out
          .split(/^@@\d+@@\n/m)
          .slice(1)
          .map((text) => text.trim()),
        said,
      }),
    ),
  );
}

test('the commands of the quickstart do what it says', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dashkeep-quickstart-'));
  try {
    const { status, printed, said } = await runAll(folder, await freePort());
    expect(status, said).toBe(0);
    const [start, link, dashboard, waited, health, versions, log, server] = printed;
    expect(start).toBe('');
    expect(link).toMatch(/^http:\/\/localhost:\d+\/setup\/[\w-]+$/);
    expect(JSON.parse(dashboard ?? '')).toMatchObject({ metadata: { name: 'first', version: 0 } });
    expect(waited).toBe('');
    expect(health).toContain('"asset":"first"');
    expect(health).toContain('"counts":{"fail":0,"pass":1,');
    expect(health).toContain('1 panel works');
    expect(versions).toContain('"version":0');
    expect(log).toContain('Goroutines');
    expect(JSON.parse(server ?? '')).toMatchObject({ status: 'ok' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

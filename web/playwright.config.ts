import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { defineConfig, type Project } from '@playwright/test';

const FOLDER = join(import.meta.dirname, 'e2e');
const ENDING = '.spec.ts';

/**
 * What runs on PostgreSQL too: the files behind which the server takes another path there. The first start migrates;
 * runs, health and policies live on the job queue with its replicas, locks and notifications; dashboards are searched
 * by each engine's own text functions. The others ask the same of the same code, and the Go tests ask it of both.
 */
const ON_BOTH_ENGINES: readonly string[] = ['dashboards', 'first-start', 'health', 'policies', 'runs'];

/**
 * Each file is a project of its own. Projects share no worker, and a worker has the server, its users and its data: so
 * no file sees what another left, and they pass in any order.
 */
function projects(): Project[] {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith(ENDING));
  const names = files.map((name) => name.slice(0, -ENDING.length));
  const unknown = ON_BOTH_ENGINES.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`there is no ${unknown.join(', ')} in ${FOLDER}`);
  const wanted = process.env['E2E_ENGINE'] === 'postgres' ? ON_BOTH_ENGINES : names;
  return wanted.toSorted().map((name) => ({ name, testMatch: `${name}${ENDING}` }));
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The browser of the system: the project downloads none of its own. */
function findBrowser(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

export default defineConfig({
  testDir: FOLDER,
  projects: projects(),
  // Each worker starts a server of its own.
  workers: Number(process.env['E2E_WORKERS'] ?? 2),
  fullyParallel: false,
  forbidOnly: process.env['CI'] !== undefined,
  // What was tried again is printed at the end of `make test`: each is a bug to mend.
  retries: process.env['CI'] === 'true' ? 2 : 0,
  // How soon something comes is no part of a test's promise: only what never comes fails.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  outputDir: 'test-results',
  use: {
    actionTimeout: 30_000,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    contextOptions: { reducedMotion: 'reduce' },
    // Recording costs time in every test; in CI what fails is tried again, and recorded then.
    trace: process.env['CI'] === 'true' ? 'on-first-retry' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? findBrowser(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        '--disable-quic',
      ],
    },
  },
});

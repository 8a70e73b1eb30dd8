// Measures the web UI in headless Chromium: what the shell weighs, and how long a dashboard of 8 panels takes until
// everything is drawn. Usage: node draw.mjs BINARY DATA PORT CHROMIUM LOGIN PASSWORD_FILE
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { client, command, figure, importDashboard, quantile, start } from './server.mjs';

const [binary, data, port, browserPath, login, passwordFile] = process.argv.slice(2);
const ROUNDS = 15;
const PANELS = 8;
const QUIET_MS = 5000;
const DASHBOARD = '/p/default/dashboards/service-overview';
const dist = new URL('../dist/', import.meta.url).pathname;

/** The size of a file as a browser gets it. */
function sentSize(name) {
  for (const form of ['.br', '']) {
    try {
      return statSync(join(dist, name + form)).size;
    } catch {
      // The next form.
    }
  }
  throw new Error(`${name} is not in dist`);
}

/** index.html and every script, preloaded module and style that it names: that is what runs before any page. */
function measureShell() {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const names = [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css|svg))"/g)].map(([, name]) => name);
  const bytes = ['index.html', ...names].reduce((sum, name) => sum + sentSize(name), 0);
  figure(
    'shell of the web UI',
    `${(bytes / 1000).toFixed(0)} kB`,
    '250 kB',
    `brotli of index.html and the ${names.length} files that it names`,
  );
  const all = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const embedded = all.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
  figure(
    'web UI in the binary',
    `${(embedded / 1e6).toFixed(1)} MB`,
    '',
    'all files of web/dist, brotli and gzip forms, API viewer included',
  );
}

/** Runs in the page: notes the moment at which every panel has drawn. */
function watch(panels) {
  // Looking at a canvas costs time, so each is looked at until it shows something and never again.
  const seen = new WeakSet();
  const painted = (canvas) => {
    const { width, height } = canvas;
    if (seen.has(canvas)) return true;
    if (width === 0 || height === 0) return false;
    const pixels = new Uint32Array(canvas.getContext('2d').getImageData(0, 0, width, height).data.buffer);
    if (pixels.some((pixel) => pixel !== 0)) seen.add(canvas);
    return seen.has(canvas);
  };
  const drawn = (figure) => {
    if (figure.querySelector('[role=status]')) return false;
    const canvas = figure.querySelector('canvas');
    return canvas ? painted(canvas) : figure.innerText.trim() !== '';
  };
  const look = () => {
    const figures = [...document.querySelectorAll('[data-panel] figure')];
    if (figures.length >= panels && figures.every(drawn)) {
      requestAnimationFrame(() => (window.drawnAt = performance.now()));
      return;
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function open(context, base) {
  const page = await context.newPage();
  await page.addInitScript(watch, PANELS);
  await page.addInitScript(watchQueries);
  await page.goto(base + DASHBOARD, { waitUntil: 'commit' });
  await page.waitForFunction(() => window.drawnAt !== undefined, undefined, { timeout: 60_000 });
  const at = await page.evaluate(() => ({ drawn: window.drawnAt, asked: window.askedAt }));
  await page.close();
  return at;
}

/** What a dashboard makes a browser load: its scripts, as they go over the wire. */
async function measureScripts(browser, base) {
  const context = await signedIn(browser, base);
  const page = await context.newPage();
  const names = new Set();
  page.on('requestfinished', (request) => names.add(new URL(request.url()).pathname));
  await page.addInitScript(watch, PANELS);
  await page.goto(base + DASHBOARD);
  await page.waitForFunction(() => window.drawnAt !== undefined, undefined, { timeout: 60_000 });
  await context.close();
  const scripts = [...names].filter((name) => name.endsWith('.js'));
  const bytes = scripts.reduce((sum, name) => sum + sentSize(name), 0);
  figure(
    `scripts of a dashboard of ${PANELS} panels`,
    `${(bytes / 1000).toFixed(0)} kB`,
    '450 kB',
    `brotli of the ${scripts.length} scripts that Chromium has loaded when all panels have drawn`,
  );
}

/** Runs in the page: notes when the first query of a panel leaves. */
function watchQueries() {
  const observer = new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) {
      if (/\/api\/v1\/query(?:_range)?$/.test(name)) window.askedAt ??= startTime;
    }
  });
  observer.observe({ type: 'resource', buffered: true });
}

async function signedIn(browser, base) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const password = readFileSync(passwordFile, 'utf8').trim();
  const answer = await context.request.post(`${base}/api/v1/session`, { data: { login, password } });
  if (!answer.ok()) throw new Error(`sign-in: ${answer.status()} ${await answer.text()}`);
  return context;
}

async function measureDrawing(browser, base) {
  const [cold, warm] = [[], []];
  for (let n = 0; n < 5; n++) {
    const context = await signedIn(browser, base);
    cold.push(await open(context, base));
    await context.close();
  }
  const context = await signedIn(browser, base);
  await open(context, base);
  for (let n = 0; n < ROUNDS; n++) warm.push(await open(context, base));
  await context.close();
  const words = (rounds, moment = 'drawn') => {
    const took = rounds.map((round) => round[moment]);
    return `${quantile(took, 0.5).toFixed(0)} ms (${Math.min(...took).toFixed(0)} to ${Math.max(...took).toFixed(0)})`;
  };
  const how = `navigation to the frame after all ${PANELS} panels have drawn, 1440x900`;
  figure(
    'dashboard of 8 panels, warm',
    words(warm),
    '600 ms',
    `${how}; ${ROUNDS} rounds, files in the browser's cache`,
  );
  figure('dashboard of 8 panels, cold', words(cold), '900 ms', `${how}; 5 rounds, a browser profile without a cache`);
  figure('its first query leaves, warm', words(warm, 'asked'), '', 'the same rounds, after the navigation');
}

async function measureFirstPage(browser, base) {
  const context = await signedIn(browser, base);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  let bytes = 0;
  let last = performance.now();
  session.on('Network.loadingFinished', (event) => {
    bytes += event.encodedDataLength;
    last = performance.now();
  });
  await page.goto(`${base}/p/default/dashboards`);
  // The stream of events never ends: it is quiet once nothing else has come for as long as the likely pages wait.
  while (performance.now() - last < QUIET_MS) await pause(100);
  await context.close();
  figure(
    'list of dashboards, bytes on the wire',
    `${(bytes / 1000).toFixed(0)} kB`,
    '',
    'first visit in Chromium: shell, page, fonts and data',
  );
}

measureShell();
const server = await start(binary, data, port);
const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
try {
  const api = client(server.base, command(binary, data, 'admin', 'create-token', login));
  await importDashboard(api, 'service-overview');
  await pause(20_000); // a few scrapes, so that there is something to draw
  await measureFirstPage(browser, server.base);
  await measureScripts(browser, server.base);
  await measureDrawing(browser, server.base);
} finally {
  await browser.close();
  await server.stop();
}

import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { BEGIN } from './build/begin';
import { chunkOf } from './build/chunks';

const BACKEND = process.env['DASHKEEP_DEV_BACKEND'] ?? 'http://127.0.0.1:8080';

/**
 * Whether a module must run though nobody uses what it exports. The packages of Perses that don't say so of themselves have
 * none but style sheets. Taken for effects, one of their files brings all others: the editors, and CodeMirror with them, to
 * who only looks. The icons of its editors are the same: each brings MUI. e2e/panel-data.spec.ts sees who loads what.
 */
function hasEffects(id: string): boolean {
  return !/\/node_modules\/(@perses-dev|mdi-material-ui)\//.test(id) || id.endsWith('.css');
}

/** Who imports one function from the whole of lodash gets the file of that function: the whole weighs as much as a chart. */
const LODASH_BY_FILE: Plugin = {
  name: 'lodash by file',
  transform: (code, id) =>
    id.includes('/node_modules/@perses-dev/')
      ? code.replace(/^import \{ (\w+) \} from 'lodash';/gm, "import $1 from 'lodash/$1';")
      : undefined,
};

/** Tests without components that need a page all the same. */
const WITH_A_PAGE = 'src/**/*.page.test.ts';

export default defineConfig({
  plugins: [react(), LODASH_BY_FILE, BEGIN],
  // The Perses packages call `global.fetch`, which browsers do not have.
  define: { global: 'globalThis' },
  resolve: {
    alias: { '@': new URL('./src', import.meta.url).pathname },
    dedupe: ['react', 'react-dom', '@tanstack/react-query', 'echarts'],
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    sourcemap: false,
    // One file of a few bytes more is better than a request; fonts stay files because of the CSP.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rollupOptions: {
      output: { manualChunks: chunkOf, onlyExplicitManualChunks: true },
      treeshake: { moduleSideEffects: hasEffects },
    },
  },
  server: {
    host: '127.0.0.1',
    // The documentation is read from beside this folder.
    fs: { allow: ['..'] },
    proxy: Object.fromEntries(
      ['/api', '/proxy', '/docs', '/metrics', '/openapi.yaml'].map((path) => [
        path,
        { target: BACKEND, changeOrigin: false },
      ]),
    ),
  },
  test: {
    // Most tests are of models, which need no page: making one takes longer than they do.
    projects: [
      {
        extends: true,
        test: {
          name: 'models',
          environment: 'node',
          include: ['src/**/*.test.ts', 'build/**/*.test.ts'],
          exclude: [WITH_A_PAGE],
        },
      },
      {
        extends: true,
        test: {
          name: 'components',
          environment: 'jsdom',
          include: ['src/**/*.test.tsx', WITH_A_PAGE],
          setupFiles: ['src/test/setup.ts'],
        },
      },
    ],
    restoreMocks: true,
    // Only what never ends fails: a machine with much else to do takes its time.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    css: { modules: { classNameStrategy: 'non-scoped' } },
    env: { TZ: 'Europe/Berlin' },
  },
});

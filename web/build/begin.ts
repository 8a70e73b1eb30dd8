import { readFile } from 'node:fs/promises';
import { transformWithEsbuild, type Plugin, type Rollup } from 'vite';

const SOURCE = new URL('../src/begin.ts', import.meta.url).pathname;

/** What shows a dashboard, and the panels that most dashboards have. */
const OF_DASHBOARDS = [
  'dashboard/dashboard-view-page.tsx',
  'dashboard/view/dashboard-view.tsx',
  'dashboard/chart/time-series-panel.tsx',
  'dashboard/chart/stat-panel.tsx',
];

/** The face that the first words are in. */
const FIRST_FONT = /inter-latin-wght-normal-[^/]*\.woff2$/;

/** The files of chunks and of all that they import, those that are read first at the end. */
function filesOf(chunks: readonly Rollup.OutputChunk[], bundle: Rollup.OutputBundle): Set<string> {
  const files = new Set<string>();
  const add = (chunk: Rollup.OutputChunk): void => {
    if (files.has(chunk.fileName)) return;
    files.add(chunk.fileName);
    for (const style of chunk.viteMetadata?.importedCss ?? []) files.add(style);
    for (const name of chunk.imports) {
      const imported = bundle[name];
      if (imported?.type === 'chunk') add(imported);
    }
  };
  chunks.forEach(add);
  return files;
}

function dashboardFiles(bundle: Rollup.OutputBundle): string[] {
  const chunks = Object.values(bundle).filter((one) => one.type === 'chunk');
  const wanted = OF_DASHBOARDS.map((module) => {
    const found = chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(`/features/${module}`)));
    if (!found) throw new Error(module);
    return found;
  });
  const first = filesOf(
    chunks.filter(({ isEntry }) => isEntry),
    bundle,
  );
  return [...filesOf(wanted, bundle)].filter((file) => !first.has(file)).map((file) => `/${file}`);
}

/** Makes a plain script of `src/begin.ts`, with the files of a dashboard in it, and names it and the first font in index.html. */
export const BEGIN: Plugin = {
  name: 'begin',
  apply: 'build',
  async generateBundle(_options, bundle) {
    const define = { DASHBOARD_FILES: JSON.stringify(dashboardFiles(bundle)) };
    const text = await readFile(SOURCE, 'utf8');
    const { code } = await transformWithEsbuild(text, SOURCE, {
      format: 'iife',
      minify: true,
      define,
      sourcemap: false,
    });
    this.emitFile({ type: 'asset', fileName: 'begin.js', source: code });
  },
  transformIndexHtml: {
    order: 'post',
    handler: (html, { bundle = {} }) => {
      const font = Object.keys(bundle).find((name) => FIRST_FONT.test(name));
      if (font === undefined) throw new Error('The first font is not in the build');
      const tags = [
        `<link rel="preload" as="font" type="font/woff2" crossorigin href="/${font}" />`,
        '<script src="/begin.js"></script>',
      ];
      return html.replace('<script src="/theme.js">', (theme) => [...tags, theme].join('\n    '));
    },
  },
};

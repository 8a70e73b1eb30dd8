import type { Rollup } from 'vite';

/** Libraries that change seldom get a chunk of their own, so that browsers keep them over releases. */
const VENDOR_CHUNKS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['react', /\/node_modules\/(react|react-dom|scheduler|react-router|react-router-dom|@remix-run)\//],
  ['query', /\/node_modules\/(@tanstack\/(react-query|query-core)|openapi-fetch|use-sync-external-store)\//],
  // Named before MUI, whose pickers would take it along.
  ['dates', /\/node_modules\/date-fns\//],
  ['mui', /\/node_modules\/(@mui|@emotion|@popperjs|react-transition-group)\//],
  ['codemirror', /\/node_modules\/(@codemirror|@lezer|codemirror|@prometheus-io|@uiw)\//],
];

/** What a dashboard needs of Perses, file by file: its packages as a whole bring their editors. */
const PERSES_PARTS = new RegExp(
  [
    'core/dist/model/(variables|time|calculations|units/\\w+)',
    'core/dist/utils/(event|panel-refs|regexp|value-mapping)',
    'plugin-system/dist/runtime/(plugin-registry|builtin-variables|variables|datasources|TimeRangeProvider/\\S+)',
    'plugin-system/dist/(utils/variables|model/plugin-loading|components/PluginRegistry/[\\w-]+)',
    'dashboards/dist/(context/(DatasourceStoreProvider|VariableProvider/\\S+)|components/Variables/Variable)',
  ]
    .map((files) => `/node_modules/@perses-dev/(${files})\\.js$`)
    .join('|'),
);
const OF_PERSES =
  /\/node_modules\/(serialize-query-params|use-query-params|zustand|immer|date-fns-tz|numbro)\/|\/lodash\/(_arrayMap|_baseToString|toString|toUpper|_freeGlobal|_root|_Symbol|_getRawTag|_objectToString|_baseGetTag|isObjectLike|isArray|isSymbol)\.js(\?|$)/;

const FEATURE = '/src/features/dashboard/';
/** The pages beside the one that shows a dashboard, which must not load what that is drawn with. */
const OTHER_PAGES = ['dashboard-list-page.tsx', 'dashboard-history-page.tsx', 'dashboard-edit-page.tsx'];
/** What asks the queries of a dashboard and draws figures, in one file: each file more takes its time. */
const VIEW = ['dashboard-view-page.tsx', 'view/dashboard-view.tsx', 'chart/stat-panel.tsx'];
/** What draws lines comes with ECharts, and after the queries have left. */
const CHARTS = ['chart/time-series-panel.tsx'];

type Graph = Pick<Rollup.ManualChunkMeta, 'getModuleIds' | 'getModuleInfo'>;

/** Files of ours that the named ones import, themselves among them. */
function closure(named: readonly string[], { getModuleIds, getModuleInfo }: Graph): Set<string> {
  const found = new Set<string>();
  const add = (id: string): void => {
    if (found.has(id) || !id.includes('/src/')) return;
    found.add(id);
    getModuleInfo(id)?.importedIds.forEach(add);
  };
  [...getModuleIds()].filter((id) => named.some((name) => id.endsWith(name))).forEach(add);
  return found;
}

const of = (files: readonly string[]): string[] => files.map((file) => FEATURE + file);

type Own = { shell: Set<string>; others: Set<string>; view: Set<string>; charts: Set<string> };
let own: Own | undefined;

function ownFiles(graph: Graph): Own {
  own ??= {
    shell: closure(['/src/main.tsx'], graph),
    others: closure(of(OTHER_PAGES), graph),
    view: closure(of(VIEW), graph),
    charts: closure(of(CHARTS), graph),
  };
  return own;
}

/** The chunk of a module; undefined where it is in that of who needs it. */
export function chunkOf(id: string, graph: Graph): string | undefined {
  const vendor = VENDOR_CHUNKS.find(([, pattern]) => pattern.test(id))?.[0];
  if (vendor !== undefined) return vendor;
  if (PERSES_PARTS.test(id) || OF_PERSES.test(id)) return 'perses';
  if (!id.includes('/src/')) return undefined;
  const { shell, others, view, charts } = ownFiles(graph);
  if (shell.has(id)) return undefined;
  if (!view.has(id)) return charts.has(id) && !others.has(id) ? 'dashboard-charts' : undefined;
  if (!id.includes(FEATURE) || others.has(id)) return 'dashboards';
  return 'dashboard';
}

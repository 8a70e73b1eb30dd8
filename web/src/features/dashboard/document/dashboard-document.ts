import type { DashboardResource, DashboardSpec, PanelDefinition } from '@perses-dev/core';

/** A dashboard as Perses writes it. `metadata` and `spec` may hold more than the type says: it is kept. */
export type DashboardDocument = DashboardResource;

const DEFAULT_DURATION = '1h';

/** The title of a dashboard that nobody has named yet. */
export const NEW_TITLE = 'New dashboard';

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A document of the API with everything in place that the editor reads without asking. */
export function readDocument(value: unknown): DashboardDocument {
  const source = isRecord(value) ? value : {};
  const metadata = isRecord(source['metadata']) ? source['metadata'] : {};
  const spec = isRecord(source['spec']) ? source['spec'] : {};
  // The server checked the document when it was saved; only absent parts are filled in here.
  return {
    ...source,
    kind: 'Dashboard',
    metadata: { version: 0, ...metadata },
    spec: { variables: [], layouts: [], panels: {}, ...spec, duration: spec['duration'] || DEFAULT_DURATION },
  } as unknown as DashboardDocument;
}

export function emptyDocument(project: string, name: string, title: string): DashboardDocument {
  return readDocument({
    kind: 'Dashboard',
    metadata: { name, project, version: 0 },
    spec: {
      display: { name: title },
      duration: DEFAULT_DURATION,
      layouts: [{ kind: 'Grid', spec: { display: { title: 'Panels', collapse: { open: true } }, items: [] } }],
    },
  });
}

export function titleOf({ metadata, spec }: DashboardDocument): string {
  const title = spec.display?.name;
  return title === undefined || title === '' ? metadata.name : title;
}

/** With a title and a name for addresses that somebody typed; what is empty or undefined stays as it is. */
export function named(document: DashboardDocument, title: string, name: string | undefined): DashboardDocument {
  const { metadata, spec } = document;
  const isSame = title === '' || title === titleOf(document);
  return {
    ...document,
    metadata: name === undefined || name === '' ? metadata : { ...metadata, name },
    spec: isSame ? spec : { ...spec, display: { ...spec.display, name: title } },
  };
}

export function tagsOf({ metadata }: DashboardDocument): string[] {
  const tags: unknown = 'tags' in metadata ? metadata.tags : undefined;
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [];
}

export function withTags(document: DashboardDocument, tags: readonly string[]): DashboardDocument {
  return { ...document, metadata: { ...document.metadata, ...{ tags: [...tags] } } };
}

/** The keys of `spec` that the editor knows; it drops every other one. */
const EDITOR_KEYS: readonly (keyof DashboardSpec)[] = [
  'display',
  'datasources',
  'duration',
  'refreshInterval',
  'variables',
  'layouts',
  'panels',
];

function isEditorKey(key: string): boolean {
  return EDITOR_KEYS.some((known) => known === key);
}

/** What the editor hands back, with all that it does not know from the document that it was given. */
export function mergeKept(original: DashboardDocument, edited: DashboardDocument): DashboardDocument {
  const kept = Object.fromEntries(Object.entries(original.spec).filter(([key]) => !isEditorKey(key)));
  return {
    ...original,
    metadata: { ...original.metadata, ...edited.metadata },
    spec: { ...kept, ...tidySpec(edited.spec, original.spec) },
  };
}

/** The editor writes empty values where there was nothing; a save must not turn them into changes. */
function tidySpec(edited: DashboardSpec, original: DashboardSpec): DashboardSpec {
  const tidy = { ...edited };
  if (tidy.datasources !== undefined && Object.keys(tidy.datasources).length === 0 && !original.datasources) {
    delete tidy.datasources;
  }
  if (original.refreshInterval === undefined && (tidy.refreshInterval === '0s' || tidy.refreshInterval === undefined)) {
    delete tidy.refreshInterval;
  }
  if (tidy.display === undefined) delete tidy.display;
  tidy.layouts = edited.layouts.map((layout) => {
    const { repeatVariable, ...rest } = layout.spec;
    const spec = repeatVariable === undefined ? rest : { ...rest, repeatVariable };
    return { ...layout, spec: layout.spec.display?.title === '' && isOpen(layout.spec) ? withoutDisplay(spec) : spec };
  });
  return tidy;
}

type GridSpec = DashboardSpec['layouts'][number]['spec'];

function isOpen(spec: GridSpec): boolean {
  return spec.display?.collapse?.open !== false;
}

function withoutDisplay({ display: _display, ...rest }: GridSpec): GridSpec {
  return rest;
}

/** Text that is equal for equal documents, whatever the order of keys. */
export function fingerprint(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isRecord(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}

/** Whether saving would change something. Who saved when, and the version, are not content. */
export function hasChanged(original: DashboardDocument, edited: DashboardDocument): boolean {
  const content = (document: DashboardDocument): string =>
    fingerprint({ spec: normalSpec(document.spec), tags: tagsOf(document) });
  return content(original) !== content(edited);
}

function normalSpec(spec: DashboardSpec): DashboardSpec {
  return tidySpec(spec, { ...spec, datasources: undefined } as never);
}

/** A key comes out of addresses too: what every object has is no panel. */
export function panelOf(spec: DashboardSpec, key: string): PanelDefinition | undefined {
  return Object.hasOwn(spec.panels, key) ? spec.panels[key] : undefined;
}

export function panelTitle(panel: PanelDefinition | undefined, key: string): string {
  const name = panel?.spec.display?.name;
  return name === undefined || name === '' ? key : name;
}

import type { Schema } from '@/api/client';
import { counted } from '@/lib/numbers';

/** A document in the form of Perses; only what is shown here is read, the rest is kept as it is. */
export type DatasourceDocument = Schema<'Document'>;

export type DatasourceScope = { project: string } | { project: undefined };

export type Datasource = {
  name: string;
  title: string;
  description: string;
  /** The plugin that asks it: PrometheusDatasource. */
  plugin: string;
  url: string;
  scrapeInterval: string;
  tenantLabel: string;
  isDefault: boolean;
  /** The Prometheus inside the binary: it has no address and can't be changed here. */
  isEmbedded: boolean;
  document: DatasourceDocument;
};

/** What the form holds; all of it text, as it is typed. */
export type DatasourceForm = {
  name: string;
  title: string;
  url: string;
  scrapeInterval: string;
  tenantLabel: string;
  isDefault: boolean;
};

export const EMPTY_FORM: DatasourceForm = {
  name: '',
  title: '',
  url: '',
  scrapeInterval: '',
  tenantLabel: '',
  isDefault: false,
};

/** Where the server names a field, and where the form has it. */
export const FIELD_PATHS = {
  name: 'metadata.name',
  title: 'spec.display.name',
  url: 'spec.plugin.spec.proxy.spec.url',
  scrapeInterval: 'spec.plugin.spec.scrapeInterval',
  tenantLabel: 'spec.dashkeep.tenantLabel',
} as const satisfies Partial<Record<keyof DatasourceForm, string>>;

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function at(document: Json, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), document);
}

function textAt(document: Json, path: string): string {
  const value = at(document, path);
  return typeof value === 'string' ? value : '';
}

export function toDatasource(document: DatasourceDocument): Datasource {
  const name = textAt(document, 'metadata.name');
  const title = textAt(document, 'spec.display.name');
  return {
    name,
    title: title === '' ? name : title,
    description: textAt(document, 'spec.display.description'),
    plugin: textAt(document, 'spec.plugin.kind'),
    url: textAt(document, FIELD_PATHS.url) || textAt(document, 'spec.plugin.spec.directUrl'),
    scrapeInterval: textAt(document, FIELD_PATHS.scrapeInterval),
    tenantLabel: textAt(document, FIELD_PATHS.tenantLabel),
    isDefault: at(document, 'spec.default') === true,
    isEmbedded: at(document, 'spec.dashkeep.embedded') === true,
    document,
  };
}

export function toForm(datasource: Datasource): DatasourceForm {
  const { name, url, scrapeInterval, tenantLabel, isDefault, document } = datasource;
  return { name, url, scrapeInterval, tenantLabel, isDefault, title: textAt(document, FIELD_PATHS.title) };
}

/** A copy with one value set, or taken away when it is undefined; what lies beside it stays. */
function withValue(document: Json, path: readonly string[], value: unknown): Json {
  const [key, ...rest] = path;
  if (key === undefined) return document;
  const inner = document[key];
  const next = rest.length === 0 ? value : withValue(isObject(inner) ? inner : {}, rest, value);
  const { [key]: _replaced, ...others } = document;
  return next === undefined ? others : { ...others, [key]: next };
}

function orNothing(text: string): string | undefined {
  const trimmed = text.trim();
  return trimmed === '' ? undefined : trimmed;
}

/** The document to send: the one that was read, changed where the form has fields. */
export function toDocument(
  form: DatasourceForm,
  scope: DatasourceScope,
  before?: DatasourceDocument,
): DatasourceDocument {
  const start: Json = before ?? {
    kind: scope.project === undefined ? 'GlobalDatasource' : 'Datasource',
    metadata: { name: form.name.trim(), ...(scope.project !== undefined && { project: scope.project }) },
    spec: { plugin: { kind: 'PrometheusDatasource', spec: {} } },
  };
  const changes: [path: string, value: unknown][] = [
    [FIELD_PATHS.title, orNothing(form.title)],
    ['spec.default', form.isDefault],
    [FIELD_PATHS.scrapeInterval, orNothing(form.scrapeInterval)],
    [FIELD_PATHS.tenantLabel, orNothing(form.tenantLabel)],
  ];
  if (at(start, 'spec.dashkeep.embedded') !== true) {
    changes.push(
      ['spec.plugin.spec.directUrl', undefined],
      ['spec.plugin.spec.proxy.kind', 'HTTPProxy'],
      [FIELD_PATHS.url, form.url.trim()],
    );
  }
  const changed = changes.reduce((document, [path, value]) => withValue(document, path.split('.'), value), start);
  return dropEmpty(dropEmpty(changed, 'spec.dashkeep'), 'spec.display');
}

/** An object that lost its last value is not sent. */
function dropEmpty(document: Json, path: string): Json {
  const value = at(document, path);
  return isObject(value) && Object.keys(value).length === 0
    ? withValue(document, path.split('.'), undefined)
    : document;
}

/** What is missing before the form can be sent: the reason of the button. */
export function whyIncomplete(form: DatasourceForm, isEmbedded: boolean): string | undefined {
  if (form.name.trim() === '') return 'Give the datasource a name first.';
  if (!isEmbedded && form.url.trim() === '') return 'Type the URL of the Prometheus first.';
  return undefined;
}

/** '3 datasources, commerce-prom is the default'; nothing for none. */
export function datasourcesSentence(datasources: readonly Datasource[]): string {
  if (datasources.length === 0) return '';
  const chosen = datasources.find((datasource) => datasource.isDefault);
  const head = counted(datasources.length, 'datasource');
  return chosen ? `${head}, ${chosen.name} is the default` : `${head}, none is the default`;
}

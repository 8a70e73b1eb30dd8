import { counted } from '@/lib/numbers';
import { at, dropEmpty, orNothing, textAt, withValues, type Json, type StoredDocument } from './document-fields';
import { HEADERS_PATH, toHeaderRows, toHeaders, whyNoHeaders, type HeaderRow } from './header-model';

export type DatasourceDocument = StoredDocument;

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
  /** The name of the secret with its credentials; empty without one. */
  secret: string;
  document: DatasourceDocument;
};

/** What the form holds, as it is typed; credentials have their own. */
export type DatasourceForm = {
  name: string;
  title: string;
  url: string;
  scrapeInterval: string;
  tenantLabel: string;
  isDefault: boolean;
  headers: readonly HeaderRow[];
};

export const EMPTY_FORM: DatasourceForm = {
  name: '',
  title: '',
  url: '',
  scrapeInterval: '',
  tenantLabel: '',
  isDefault: false,
  headers: [],
};

/** Where the server names a field, and where the form has it. */
export const FIELD_PATHS = {
  name: 'metadata.name',
  title: 'spec.display.name',
  url: 'spec.plugin.spec.proxy.spec.url',
  scrapeInterval: 'spec.plugin.spec.scrapeInterval',
  tenantLabel: 'spec.dashkeep.tenantLabel',
} as const satisfies Partial<Record<keyof DatasourceForm, string>>;

const SECRET_PATH = 'spec.plugin.spec.proxy.spec.secret';

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
    secret: textAt(document, SECRET_PATH),
    document,
  };
}

export function toForm(datasource: Datasource): DatasourceForm {
  const { name, url, scrapeInterval, tenantLabel, isDefault, document } = datasource;
  return {
    name,
    url,
    scrapeInterval,
    tenantLabel,
    isDefault,
    title: textAt(document, FIELD_PATHS.title),
    headers: toHeaderRows(document),
  };
}

/** The document to send: the one that was read, changed where the form has fields. */
export function toDocument(
  form: DatasourceForm,
  scope: DatasourceScope,
  before?: DatasourceDocument,
  /** The secret to name: none when it is undefined. */
  secret?: string,
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
      [HEADERS_PATH, toHeaders(form.headers)],
      [SECRET_PATH, secret],
    );
  }
  return dropEmpty(dropEmpty(withValues(start, changes), 'spec.dashkeep'), 'spec.display');
}

/** What is missing before the form can be sent: the reason of the button. */
export function whyIncomplete(form: DatasourceForm, isEmbedded: boolean, isMoved = false): string | undefined {
  if (form.name.trim() === '') return 'Give the datasource a name first.';
  if (!isEmbedded && form.url.trim() === '') return 'Type the URL of the Prometheus first.';
  return isEmbedded ? undefined : whyNoHeaders(form.headers, isMoved);
}

/** '3 datasources, commerce-prom is the default'; nothing for none. */
export function datasourcesSentence(datasources: readonly Datasource[]): string {
  if (datasources.length === 0) return '';
  const chosen = datasources.find((datasource) => datasource.isDefault);
  const head = counted(datasources.length, 'datasource');
  return chosen ? `${head}, ${chosen.name} is the default` : `${head}, none is the default`;
}

/** The other datasources that send the same secret. */
export function sharersOf(datasource: Datasource | undefined, all: readonly Datasource[]): string[] {
  if (!datasource || datasource.secret === '') return [];
  const others = all.filter(({ name, secret }) => secret === datasource.secret && name !== datasource.name);
  return others.map(({ title }) => title);
}

import type { Schema } from '@/api/client';

/** A document in the form of Perses; only what is shown here is read, the rest is kept as it is. */
export type Json = Readonly<Record<string, unknown>>;

/** The document as the contract has it. */
export type StoredDocument = Schema<'Document'>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function at(document: Json, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), document);
}

export function textAt(document: Json, path: string): string {
  const value = at(document, path);
  return typeof value === 'string' ? value : '';
}

function withSteps(document: Json, path: readonly string[], value: unknown): Json {
  const [key, ...rest] = path;
  if (key === undefined) return document;
  const inner = document[key];
  const next = rest.length === 0 ? value : withSteps(isObject(inner) ? inner : {}, rest, value);
  const { [key]: _replaced, ...others } = document;
  return next === undefined ? others : { ...others, [key]: next };
}

/** A copy with one value set, or taken away when it is undefined; what lies beside it stays. */
export function withValue(document: Json, path: string, value: unknown): Json {
  return withSteps(document, path.split('.'), value);
}

export function withValues(document: Json, changes: readonly (readonly [path: string, value: unknown])[]): Json {
  return changes.reduce((changed, [path, value]) => withValue(changed, path, value), document);
}

/** An object that lost its last value is not sent. */
export function dropEmpty(document: Json, path: string): Json {
  const value = at(document, path);
  return isObject(value) && Object.keys(value).length === 0 ? withValue(document, path, undefined) : document;
}

export function orNothing(text: string): string | undefined {
  const trimmed = text.trim();
  return trimmed === '' ? undefined : trimmed;
}

import { formatCount } from '@/lib/numbers';

export type DiffKind = 'added' | 'removed' | 'changed';

/** One field of a document. Values are JSON; a side where the field is missing has none. */
export type DiffField = { kind: DiffKind; path: string; before?: string; after?: string };

/** One change in the words of the product, with the fields that it is made of. */
export type DiffChange = { kind: DiffKind; sentence: string; fields?: readonly DiffField[] };

/** What changed from one document to another, whatever documents those are. */
export type Diff = {
  counts: Record<DiffKind, number>;
  changes: readonly DiffChange[];
  /** Every field, also those that a change tells. */
  fields: readonly DiffField[];
};

/** The sign that carries the kind without colour. */
export const KIND_SIGNS: Record<DiffKind, string> = { added: '+', removed: '−', changed: '~' };

export const KIND_WORDS: Record<DiffKind, string> = { added: 'Added', removed: 'Removed', changed: 'Changed' };

/** '2 added, 1 removed'; 'Nothing changed'. */
export function countWords({ added, removed, changed }: Diff['counts']): string {
  const parts = [
    [added, 'added'],
    [removed, 'removed'],
    [changed, 'changed'],
  ] as const;
  const words = parts.filter(([count]) => count > 0).map(([count, word]) => `${formatCount(count)} ${word}`);
  return words.length === 0 ? 'Nothing changed' : words.join(', ');
}

export function isEmptyDiff({ changes, fields }: Diff): boolean {
  return changes.length === 0 && fields.length === 0;
}

const LONGEST = 2000;

/** A value of the document as people read it; strings without quotes, so that PromQL is PromQL. */
export function valueText(json: string | undefined): string | undefined {
  if (json === undefined) return undefined;
  const text = ((): string => {
    try {
      const value: unknown = JSON.parse(json);
      return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
    } catch {
      return json;
    }
  })();
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** 'spec.panels.a.spec.plugin.spec.query' is long: the last steps stand in the foreground. */
export function splitPath(path: string): { lead: string; tail: string } {
  const steps = path.split('.');
  const tail = steps.slice(-2).join('.');
  return { lead: steps.length > 2 ? `${steps.slice(0, -2).join('.')}.` : '', tail };
}

/** The fields that no sentence speaks of. */
export function restOfFields({ changes, fields }: Diff): DiffField[] {
  const told = new Set(changes.flatMap((change) => change.fields?.map((field) => field.path) ?? []));
  return fields.filter((field) => !told.has(field.path));
}

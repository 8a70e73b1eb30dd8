import { describe, expect, it } from 'vitest';
import {
  emptyDocument,
  fingerprint,
  hasChanged,
  mergeKept,
  panelOf,
  readDocument,
  tagsOf,
  titleOf,
  withTags,
} from './dashboard-document';

const stored = readDocument({
  kind: 'Dashboard',
  metadata: { name: 'web', project: 'commerce', version: 4, tags: ['slo'] },
  spec: {
    display: { name: 'Web vitals' },
    duration: '6h',
    links: [{ url: 'https://example.org' }],
    layouts: [{ kind: 'Grid', spec: { items: [] } }],
    panels: {},
  },
});

/** As the editor of Perses hands a document back. */
function fromEditor(document: typeof stored): typeof stored {
  const { display, duration, panels, variables } = document.spec;
  return {
    kind: 'Dashboard',
    metadata: document.metadata,
    spec: {
      ...(display && { display }),
      duration,
      panels,
      variables,
      refreshInterval: '0s',
      datasources: {},
      layouts: document.spec.layouts.map((layout) => ({
        ...layout,
        spec: { ...layout.spec, display: { title: '', collapse: { open: true } }, repeatVariable: undefined },
      })) as never,
    },
  };
}

describe('a document', () => {
  it('gets what is missing', () => {
    expect(readDocument({}).spec).toEqual({ variables: [], layouts: [], panels: {}, duration: '1h' });
    expect(titleOf(readDocument({ metadata: { name: 'x' } }))).toBe('x');
    expect(titleOf(stored)).toBe('Web vitals');
    expect(emptyDocument('p', 'n', 'T').spec.layouts).toHaveLength(1);
  });

  it('keeps what the editor does not know', () => {
    const merged = mergeKept(stored, fromEditor(stored));
    expect(merged.spec).toHaveProperty('links', [{ url: 'https://example.org' }]);
    expect(tagsOf(merged)).toEqual(['slo']);
  });

  it('has not changed when the editor only filled in what is empty', () => {
    expect(hasChanged(stored, mergeKept(stored, fromEditor(stored)))).toBe(false);
    expect(fingerprint(mergeKept(stored, fromEditor(stored)))).toBe(fingerprint(stored));
  });

  it('has changed when its content has', () => {
    const edited = fromEditor(stored);
    edited.spec.display = { name: 'Web' };
    expect(hasChanged(stored, mergeKept(stored, edited))).toBe(true);
    expect(hasChanged(stored, withTags(stored, ['slo', 'web']))).toBe(true);
  });

  it('has one fingerprint whatever the order of keys', () => {
    expect(fingerprint({ a: 1, b: { c: 2, d: 3 } })).toBe(fingerprint({ b: { d: 3, c: 2 }, a: 1 }));
  });
});

describe('a panel by its key', () => {
  const panel = { kind: 'Panel', spec: { display: { name: 'One' }, plugin: { kind: 'StatChart', spec: {} } } } as const;
  const { spec } = readDocument({ ...stored, spec: { ...stored.spec, panels: { one: panel, toString: panel } } });

  it.each(['one', 'toString'])('is found: %s', (key) => expect(panelOf(spec, key)).toEqual(panel));

  it.each(['two', 'constructor', '__proto__', 'hasOwnProperty'])('is none: %s', (key) =>
    expect(panelOf(spec, key)).toBeUndefined(),
  );
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const REPOSITORY = resolve(import.meta.dirname, '../../..');
const OWN = join(REPOSITORY, 'internal/testkit/documents/files');
const SHARED = resolve(REPOSITORY, '../shared/data');

/** What stands in our documents for the server that a datasource of their own asks. */
export const OWN_SOURCE = 'http://prometheus.example';

/** The datasources that the documents name; the first is the default one. */
export const SOURCES = ['sampled', 'prometheus-datasource', 'custom-datasource', 'promDemo'] as const;

export type Board = { name: string; path: string; text: string };

function boardsIn(folder: string, prefix: string, every = 1): Board[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .toSorted()
    .filter((_, index) => index % every === 0)
    .map((file, index) => {
      const path = join(folder, file);
      return { name: `${prefix}-${String(index + 1).padStart(2, '0')}`, path, text: readFileSync(path, 'utf8') };
    });
}

/** The documents of our own making, which show each thing that a document can do. */
export function ownBoards(): Board[] {
  return boardsIn(OWN, 'own');
}

/** Every nth of the real documents beside the repository; undefined in a clone that has none. */
export function realBoards(every: number): Board[] | undefined {
  if (!existsSync(SHARED)) return undefined;
  return ['grafana', 'perses'].flatMap((kind) => boardsIn(join(SHARED, kind), kind, every));
}

import { formatBytes } from '@/lib/bytes';
import { counted, formatCount } from '@/lib/numbers';
import { MAX_BYTES, type ImportFile } from './import-model';

const MAX_FILES = 1000;
const MAX_ARCHIVE_BYTES = 64_000_000;

export type ReadFiles = {
  files: ImportFile[];
  /** What is left out, and why. */
  fault: string | undefined;
};

type Left = { name: string; why: string };

function sentence(left: readonly Left[]): string | undefined {
  const [first, ...others] = left;
  if (!first) return undefined;
  const more = others.length === 0 ? '' : `; and ${counted(others.length, 'other')} left out`;
  return `${first.name} ${first.why}${more}`;
}

function tooLarge(bytes: number): string {
  return `has ${formatBytes(bytes)}; at most ${formatBytes(MAX_BYTES)} can be imported`;
}

function isArchive(file: File): boolean {
  return /\.zip$/i.test(file.name) || file.type === 'application/zip';
}

/** What of an archive may hold a dashboard: neither folders nor what systems put beside files. */
function isDocument(path: string): boolean {
  return /\.(json|ya?ml)$/i.test(path) && !/(^|\/)(__MACOSX\/|\.)/.test(path);
}

/** The documents of a ZIP archive. Sizes are looked at before anything is unpacked. */
async function unpack(archive: File, left: Left[]): Promise<Omit<ImportFile, 'id'>[]> {
  const refuse = (why: string): [] => {
    left.push({ name: archive.name, why });
    return [];
  };
  if (archive.size > MAX_ARCHIVE_BYTES) {
    return refuse(`has ${formatBytes(archive.size)}; an archive may have ${formatBytes(MAX_ARCHIVE_BYTES)}`);
  }
  const { strFromU8, unzipSync } = await import('fflate');
  const bytes = new Uint8Array(await archive.arrayBuffer());
  let total = 0;
  let count = 0;
  const filter = ({ name, originalSize }: { name: string; originalSize: number }): boolean => {
    if (!isDocument(name)) return false;
    if (originalSize > MAX_BYTES) {
      left.push({ name, why: tooLarge(originalSize) });
      return false;
    }
    total += originalSize;
    count += 1;
    return total <= MAX_ARCHIVE_BYTES && count <= MAX_FILES;
  };
  let entries: Record<string, Uint8Array>;
  try {
    entries = unzipSync(bytes, { filter });
  } catch {
    return refuse('is no ZIP archive that can be read');
  }
  if (total > MAX_ARCHIVE_BYTES) return refuse(`holds more than ${formatBytes(MAX_ARCHIVE_BYTES)} of documents`);
  if (count > MAX_FILES) return refuse(`holds more than ${formatCount(MAX_FILES)} documents`);
  const names = Object.keys(entries).toSorted();
  if (names.length === 0) return refuse('holds no JSON or YAML file');
  return names.map((name) => ({ name, archive: archive.name, text: strFromU8(entries[name] ?? new Uint8Array()) }));
}

async function documentsOf(file: File, left: Left[]): Promise<Omit<ImportFile, 'id'>[]> {
  if (isArchive(file)) return unpack(file, left);
  if (file.size <= MAX_BYTES) return [{ name: file.name, text: await file.text() }];
  left.push({ name: file.name, why: tooLarge(file.size) });
  return [];
}

/** Reads what was chosen or dropped. One that can not be read stops no other. */
export async function readImportFiles(chosen: readonly File[]): Promise<ReadFiles> {
  const left: Left[] = [];
  const found: Omit<ImportFile, 'id'>[] = [];
  for (const file of chosen) {
    try {
      found.push(...(await documentsOf(file, left)));
    } catch {
      // A folder that was dropped, or a file that has gone since it was chosen.
      left.push({ name: file.name, why: 'could not be read' });
    }
  }
  return { files: found.map((file, id) => ({ id, ...file })), fault: sentence(left) };
}

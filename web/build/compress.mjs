// Turns every text file of dist into a .br and a .gz, so that the server compresses nothing at run time. The file
// itself goes: the server unpacks it for the few clients that take no compression. index.html stays, because it
// tells that the interface was built.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const COMPRESSIBLE = /\.(js|css|html|svg|json|txt|map|webmanifest)$/;
const SMALLEST_BYTES = 1024;

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Compresses one file; leaves it alone when either form is not smaller. */
async function compress(path) {
  const source = await readFile(path);
  if (source.length < SMALLEST_BYTES) return { path, raw: source.length, br: source.length };
  const br = await brotli(source, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  const gz = await zip(source, { level: 9 });
  if (br.length >= source.length || gz.length >= source.length) return { path, raw: source.length, br: source.length };
  await writeFile(`${path}.br`, br);
  await writeFile(`${path}.gz`, gz);
  if (!path.endsWith('index.html')) await rm(path);
  return { path, raw: source.length, br: br.length };
}

const root = join(import.meta.dirname, '..', 'dist');
const entries = await readdir(root, { recursive: true, withFileTypes: true });
const files = entries.filter((e) => e.isFile() && COMPRESSIBLE.test(e.name)).map((e) => join(e.parentPath, e.name));
const results = [];
for (const file of files) results.push(await compress(file));

const kB = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;
const sum = (pick) => results.reduce((total, result) => total + pick(result), 0);
console.log(`compressed ${results.length} files: ${kB(sum((r) => r.raw))} to ${kB(sum((r) => r.br))} (brotli)`);

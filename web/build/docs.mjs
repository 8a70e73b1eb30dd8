// Puts the viewer of the API into dist/docs, beside the page of public/docs that starts it.
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

const FILES = ['swagger-ui-bundle.js', 'swagger-ui-bundle.js.LICENSE.txt', 'swagger-ui.css'];

const web = join(import.meta.dirname, '..');
const source = join(web, 'node_modules', 'swagger-ui-dist');
const target = join(web, 'dist', 'docs');

await mkdir(target, { recursive: true });
for (const file of FILES) await copyFile(join(source, file), join(target, file));

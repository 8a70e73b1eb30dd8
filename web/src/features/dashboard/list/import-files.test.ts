import { strToU8, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { readImportFiles } from './import-files';

function archive(name: string, entries: Record<string, string>): File {
  const packed = zipSync(Object.fromEntries(Object.entries(entries).map(([path, text]) => [path, strToU8(text)])));
  return new File([new Uint8Array(packed)], name);
}

/** With the blanks of a keyboard. */
function plain(text: string | undefined): string | undefined {
  return text?.replaceAll(/\p{Zs}/gu, ' ');
}

it('reads files and what is in archives, one after the other', async () => {
  const read = await readImportFiles([
    new File(['{"one":1}'], 'one.json'),
    archive('team.zip', {
      'team/b.yaml': 'kind: Dashboard',
      'team/a.json': '{"title":"Ä"}',
      'team/readme.md': '# no',
      '__MACOSX/team/._a.json': 'no',
      'team/.hidden.json': 'no',
    }),
  ]);
  expect(read.fault).toBeUndefined();
  expect(read.files).toEqual([
    { id: 0, name: 'one.json', text: '{"one":1}' },
    { id: 1, name: 'team/a.json', archive: 'team.zip', text: '{"title":"Ä"}' },
    { id: 2, name: 'team/b.yaml', archive: 'team.zip', text: 'kind: Dashboard' },
  ]);
});

it('leaves out what is too large, and says so before it is unpacked', async () => {
  const large = 'x'.repeat(5 * 1024 * 1024);
  const read = await readImportFiles([
    new File([large], 'large.json'),
    archive('team.zip', { 'large.yaml': large, 'small.json': '{}' }),
  ]);
  expect(read.files.map(({ name }) => name)).toEqual(['small.json']);
  expect(plain(read.fault)).toBe('large.json has 5.24 MB; at most 4.19 MB can be imported; and 1 other left out');
});

it('says of an archive why nothing came of it', async () => {
  const many = Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [`${index}.json`, '{}']));
  const bomb = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`${index}.json`, ' '.repeat(4_000_000)]));
  for (const [file, why] of [
    [new File(['PK nothing'], 'cut.zip'), 'cut.zip is no ZIP archive that can be read'],
    [archive('notes.zip', { 'notes.md': '# none' }), 'notes.zip holds no JSON or YAML file'],
    [archive('many.zip', many), 'many.zip holds more than 1 000 documents'],
    [archive('bomb.zip', bomb), 'bomb.zip holds more than 64 MB of documents'],
  ] as const) {
    const read = await readImportFiles([file]);
    expect(read.files).toEqual([]);
    expect(plain(read.fault)).toBe(why);
  }
});

it('reads the others when one can not be read', async () => {
  const gone = (name: string): File => {
    const fails = () => Promise.reject(new DOMException('not found', 'NotFoundError'));
    return Object.assign(new File([''], name), { text: fails, arrayBuffer: fails });
  };
  const read = await readImportFiles([gone('folder'), new File(['{}'], 'one.json'), gone('gone.zip')]);
  expect(read.files).toEqual([{ id: 0, name: 'one.json', text: '{}' }]);
  expect(read.fault).toBe('folder could not be read; and 1 other left out');
});

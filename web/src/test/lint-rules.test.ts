import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const WEB = join(import.meta.dirname, '..', '..');

/** Files that break one rule each, and files that are right. A rule that flags nothing shows here. */
const FIXTURES = {
  'src/features/alpha/sibling.ts': "import { other } from '@/features/beta/other';\nexport const a = other;\n",
  'src/features/alpha/upwards.ts': "import { App } from '@/app/app';\nexport const a = App;\n",
  'src/features/alpha/escapes.ts': "import { other } from '../beta/other';\nexport const a = other;\n",
  'src/features/alpha/chart/escapes.ts': "import { other } from '../../beta/other';\nexport const a = other;\n",
  'src/features/alpha/chart/stays.ts': "import { mine } from '../mine';\nexport const a = mine;\n",
  'src/features/alpha/right.ts':
    "import { Button } from '@/kit/button/button';\nimport { api } from '@/api/client';\nimport { mine } from './mine';\nexport const a = [Button, api, mine];\n",
  'src/kit/knows-data.ts': "import { api } from '@/api/client';\nexport const a = api;\n",
  'src/kit/knows-product.ts': "import { other } from '@/features/beta/other';\nexport const a = other;\n",
  'src/api/knows-kit.ts': "import { Button } from '@/kit/button/button';\nexport const a = Button;\n",
  'src/lib/knows-api.ts': "import { api } from '@/api/client';\nexport const a = api;\n",
  'src/lib/default-export.ts': 'export default function nothing(): void {}\n',
  'src/lib/any.ts': 'export const a = (value: any): unknown => value;\n',
  'src/lib/bang.ts': 'export const a = (value?: string): string => value!;\n',
  'src/kit/index.ts': "export * from './button/button';\n",
} as const;

type Finding = { filename: string; code: string };
let findings: Finding[] = [];
let folder = '';

function lint(): Finding[] {
  try {
    execFileSync(join(WEB, 'node_modules/.bin/oxlint'), ['-c', '.oxlintrc.json', '--format', 'json', '.'], {
      cwd: folder,
    });
  } catch (error) {
    const { stdout } = error as { stdout: Buffer }; // execFileSync throws with the output when the exit code is not 0
    const { diagnostics } = JSON.parse(stdout.toString()) as { diagnostics: Finding[] };
    return diagnostics;
  }
  return [];
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dashkeep-lint-'));
  copyFileSync(join(WEB, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  for (const [name, text] of Object.entries(FIXTURES)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  findings = lint();
}, 30_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function rulesBrokenBy(name: keyof typeof FIXTURES): string[] {
  return findings.filter((finding) => finding.filename === name).map((finding) => finding.code);
}

describe('import rules', () => {
  it.each([
    'src/features/alpha/sibling.ts',
    'src/features/alpha/upwards.ts',
    'src/features/alpha/escapes.ts',
    'src/features/alpha/chart/escapes.ts',
    'src/kit/knows-data.ts',
    'src/kit/knows-product.ts',
    'src/api/knows-kit.ts',
    'src/lib/knows-api.ts',
  ] as const)('refuses %s', (name) => {
    expect(rulesBrokenBy(name)).toContainEqual(expect.stringContaining('no-restricted-imports'));
  });

  it.each(['src/features/alpha/right.ts', 'src/features/alpha/chart/stays.ts'] as const)('takes %s', (name) => {
    expect(rulesBrokenBy(name)).toEqual([]);
  });
});

describe('house rules', () => {
  it.each([
    ['src/lib/default-export.ts', 'no-default-export'],
    ['src/lib/any.ts', 'no-explicit-any'],
    ['src/lib/bang.ts', 'no-non-null-assertion'],
    ['src/kit/index.ts', 'no-barrel-file'],
  ] as const)('%s breaks %s', (name, rule) => {
    expect(rulesBrokenBy(name)).toContainEqual(expect.stringContaining(rule));
  });
});

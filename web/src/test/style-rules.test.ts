import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = join(import.meta.dirname, '..');

/** Colours and px belong to the tokens. A media query can't read a variable, so its line is left out. */
function rawValues(css: string): string[] {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .split('\n')
    .filter((line) => !line.trim().startsWith('@media') && !line.trim().startsWith('@container'))
    .filter((line) => /#[0-9a-f]{3,8}\b|\brgba?\(|\b\d*\.?\d+px\b/i.test(line))
    .map((line) => line.trim());
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.module.css'));

describe('stylesheets', () => {
  it('finds a raw value when there is one', () => {
    expect(rawValues('a {\n  color: #fff;\n  margin: 3px;\n}')).toHaveLength(2);
  });

  it.each(files)('%s uses tokens', (file) => {
    expect(rawValues(readFileSync(join(SRC, file), 'utf8'))).toEqual([]);
  });
});

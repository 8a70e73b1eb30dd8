import type { components } from '../../src/api/schema.gen';
import { STUB_NOW } from './clock';
import { NAMES } from './run-data';

type Schemas = components['schemas'];

export function logLine(seq: number): Schemas['LogLine'] {
  const name = NAMES[Math.floor(seq / 5) % NAMES.length] ?? '';
  const isError = seq % 297 === 0 || seq % 300 === 0;
  const level = isError ? 'ERROR' : seq % 53 === 0 ? 'WARNING' : seq % 17 === 0 ? 'DEBUG' : 'INFO';
  const texts = {
    ERROR: `${name}: datasource thanos-eu does not answer: dial tcp 10.0.4.7:443: connect: \u001b[31mconnection timed out\u001b[0m`,
    WARNING: `${name}: panel Orders US took 8.4 s, the limit is 8 s`,
    DEBUG: `${name}: rewrite 2 variables, token [redacted], range 6 h, step 30 s`,
    INFO: `${name}: ${['read the document, 9 panels', 'variables resolved', 'queries parsed, 14 of them', '9 of 9 panels answered', 'PASS'][seq % 5] ?? ''}`,
  };
  return {
    seq,
    at: new Date(STUB_NOW.getTime() - 1_806_000 + seq * 1300).toISOString(),
    level,
    message: texts[level],
    item: (Math.floor(seq / 5) % 40) + 1,
  };
}

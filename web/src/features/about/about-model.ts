import type { Schema } from '@/api/client';
import type { GlyphName } from '@/kit/status/status-table';

type Check = Schema<'SystemCheck'>;

const CHECK_GLYPHS: Record<Check['state'], GlyphName> = {
  ok: 'ok',
  warning: 'warning',
  failed: 'failed',
  waiting: 'queued',
};

export function checkGlyph(state: Check['state']): GlyphName {
  return CHECK_GLYPHS[state];
}

/** The state of the server in a sentence: 'Dashkeep 1.0.0 is well' */
export function aboutSentence({ version, checks }: Pick<Schema<'About'>, 'version' | 'checks'>): string {
  const bad = checks.filter((check) => check.state === 'failed' || check.state === 'warning');
  const [first] = bad;
  if (!first) return `Dashkeep ${version} is well`;
  const others = bad.length === 1 ? '' : ` and ${bad.length - 1} more`;
  return `Dashkeep ${version}: look at ${first.name}${others}`;
}

export const STORAGE_WORDS: Record<Schema<'About'>['storage'], string> = {
  sqlite: 'SQLite, in a file of this server',
  postgres: 'PostgreSQL, shared by all replicas',
};

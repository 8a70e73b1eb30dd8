import type { Option } from '@/kit/field/select';

/** UTC is no region, so browsers leave it out of their list. */
const UTC = 'UTC';

/** The zones to choose from: the browser's own first, then all that it knows, by name. */
export function timeZoneOptions(chosen: string): Option<string>[] {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const known = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : [own];
  const zones = new Set([UTC, ...known, ...(chosen === '' ? [] : [chosen])]);
  return [
    { value: '', label: `Browser (${own})` },
    ...[...zones].sort().map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
  ];
}

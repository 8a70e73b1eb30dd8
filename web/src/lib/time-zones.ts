/** 'UTC+1', 'UTC-3:30', 'UTC': how far a zone's clocks are from UTC at a moment. */
export function zoneOffset(zone: string, at: Date): string {
  try {
    const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(at);
    const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
    return name.replace('GMT', 'UTC').replace('−', '-');
  } catch {
    return '';
  }
}

/** 'now UTC+1' */
export function zoneNote(zone: string, now: Date): string {
  const offset = zoneOffset(zone, now);
  return offset === '' ? '' : `now ${offset}`;
}

/** The zone of this browser. */
export function browserZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

/** Every zone that the browser knows, UTC first: it is no region, so browsers leave it out of their list. */
export function allZones(): string[] {
  const zones = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : [browserZone()];
  return ['UTC', ...zones.filter((zone) => zone !== 'UTC')];
}

/** Zones whose name has every word that was typed, in any order; a city's name may stand without its underscore. */
export function findZones(zones: readonly string[], text: string, limit = 40): string[] {
  const words = text
    .trim()
    .toLowerCase()
    .split(/[\s/_]+/)
    .filter((word) => word !== '');
  const startsWith = (zone: string): number => {
    const city = zone.slice(zone.lastIndexOf('/') + 1).toLowerCase();
    return words[0] !== undefined && city.startsWith(words[0]) ? 0 : 1;
  };
  return zones
    .filter((zone) => {
      const name = zone.toLowerCase().replaceAll('_', ' ');
      return words.every((word) => name.includes(word));
    })
    .sort((a, b) => startsWith(a) - startsWith(b))
    .slice(0, limit);
}

/** The zone whose whole name was typed, however its letters and spaces; undefined for less. */
export function namedZone(zones: readonly string[], text: string): string | undefined {
  const name = text.trim().toLowerCase().replaceAll(' ', '_');
  return zones.find((zone) => zone.toLowerCase() === name);
}

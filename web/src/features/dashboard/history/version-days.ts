import { formatAbsolute, type Zone } from '@/lib/time';
import type { VersionEntry } from '../dashboard-api';

export type VersionDay = { label: string; versions: VersionEntry[] };

/** 'Fri 20 Nov 2026', the day that the zone shows. */
function dayOf(at: string, zone: Zone): string {
  return formatAbsolute(new Date(at), zone).split(',')[0] ?? '';
}

/** Versions by the day on which they were saved, in their order. */
export function versionDays(versions: readonly VersionEntry[], now: Date, zone: Zone): VersionDay[] {
  const today = dayOf(now.toISOString(), zone);
  const yesterday = dayOf(new Date(now.getTime() - 86_400_000).toISOString(), zone);
  const days: VersionDay[] = [];
  for (const version of versions) {
    const day = dayOf(version.saved_at, zone);
    const label = day === today ? 'Today' : day === yesterday ? 'Yesterday' : day;
    const last = days.at(-1);
    if (last?.label === label) last.versions.push(version);
    else days.push({ label, versions: [version] });
  }
  return days;
}

/** The two versions that are compared: from the older to the newer one. */
export type Pair = { from: number; to: number };

function readNumber(text: string | null): number | undefined {
  return text !== null && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** What the address compares; else the newest version with the one before it. */
export function readPair(params: URLSearchParams, versions: readonly VersionEntry[]): Pair | undefined {
  const from = readNumber(params.get('from'));
  const to = readNumber(params.get('to'));
  if (from !== undefined && to !== undefined && from !== to)
    return { from: Math.min(from, to), to: Math.max(from, to) };
  const [newest, before] = versions;
  return newest && before ? { from: before.version, to: newest.version } : undefined;
}

/** The pair after a version was chosen: it takes the place of the end that is nearer. */
export function withChosen(pair: Pair | undefined, version: number, newest: number): Pair {
  if (!pair)
    return version === newest ? { from: Math.max(0, version - 1), to: version } : { from: version, to: newest };
  if (version > pair.to) return { from: pair.from, to: version };
  if (version < pair.from) return { from: version, to: pair.to };
  if (version === pair.from || version === pair.to) return pair;
  return { from: version, to: pair.to };
}

import { useState } from 'react';
import type { AbsoluteTimeRange } from '@perses-dev/core';
import { useTimeRange } from '@perses-dev/plugin-system';

/** One asking of the same: its window, and a word that is another one with each refresh. */
export type Round = { timeRange: AbsoluteTimeRange; refreshKey: string };

/** The variables that Perses makes of the window: a round says them all. */
const OF_WINDOW: ReadonlySet<string> = new Set(['__from', '__to', '__range', '__range_s', '__range_ms']);

/** Whether a variable follows from the round alone: it makes no other question of the same. */
export function isOfRound(variable: string): boolean {
  return OF_WINDOW.has(variable);
}

/**
 * The round in which something is asked, which `asked` says in words: the newest, but a refresh is left out while the round
 * before is under way. Else a source that is slower than the refreshes would be asked over and over, and never heard.
 * Something else, or another time that is chosen, does not wait.
 */
export function useRound(asked: string, isUnderWay: (round: Round) => boolean): Round {
  const { timeRange: chosen, absoluteTimeRange: timeRange, refreshKey } = useTimeRange();
  const scope = JSON.stringify([asked, chosen]);
  const newest = { timeRange, refreshKey };
  const [last, setLast] = useState({ scope, seen: refreshKey, round: newest });
  if (last.scope === scope && last.seen === refreshKey) return last.round;
  const round = last.scope === scope && isUnderWay(last.round) ? last.round : newest;
  // State that follows from what is drawn: React draws again at once.
  setLast({ scope, seen: refreshKey, round });
  return round;
}

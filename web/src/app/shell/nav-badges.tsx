import { formatCount } from '@/lib/numbers';
import type { Badges } from '@/api/badges';
import { StatusGlyph } from '@/kit/status/status-glyph';
import type { GlyphName } from '@/kit/status/status-table';
import type { NavItem } from './nav-model';
import styles from './nav-badges.module.css';

type Badge = { glyph: GlyphName; count: number; words: string };

/** The counts beside an item of the navigation, the most urgent last. */
export function badgesOf(id: NavItem['id'], badges: Badges | undefined): Badge[] {
  if (!badges) return [];
  const all: Record<string, Badge[]> = {
    health: [{ glyph: 'failed', count: badges.failing, words: 'failing' }],
    runs: [
      { glyph: 'running', count: badges.running, words: 'running' },
      { glyph: 'needs-input', count: badges.awaiting_input, words: 'need input' },
    ],
  };
  return (all[id] ?? []).filter((badge) => badge.count > 0);
}

type BadgesProps = { id: NavItem['id']; badges: Badges | undefined };

export function RailBadges({ id, badges }: BadgesProps) {
  return (
    <>
      {badgesOf(id, badges).map((badge) => (
        <span key={badge.glyph} className={styles.badge}>
          <StatusGlyph glyph={badge.glyph} size="inline" />
          <span className="num">{formatCount(badge.count)}</span>
          <span className="sr-only"> {badge.words}</span>
        </span>
      ))}
    </>
  );
}

/** The most urgent count on the corner of an icon. What only runs needs nobody: it is not shown there. */
export function CornerBadge({ id, badges, withCount = false }: BadgesProps & { withCount?: boolean }) {
  const badge = badgesOf(id, badges).findLast((candidate) => candidate.glyph !== 'running');
  if (!badge) return null;
  return (
    <span className={styles.corner}>
      <StatusGlyph glyph={badge.glyph} size="inline" label={`${badge.count} ${badge.words}`} />
      {withCount && (
        <span className="num" aria-hidden="true">
          {formatCount(badge.count)}
        </span>
      )}
    </span>
  );
}

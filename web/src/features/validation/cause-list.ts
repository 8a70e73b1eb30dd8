import { formatCount } from '@/lib/numbers';
import { assetKey, type HealthCause, type HealthEntry, type HealthStatus } from './health';
import { matchesText } from './health-filter';
import { plainSentence } from '@/kit/text/sentence-parts';

/** So many assets of an unfolded cause stand in sight before '5 more' is pressed. */
export const FIRST_ASSETS = 6;

export type CauseView = {
  cause: HealthCause;
  isOpen: boolean;
  /** The assets in sight. */
  assets: readonly HealthEntry[];
  /** Titles that several of its assets have. */
  namesakes: ReadonlySet<string>;
  /** How many more can be shown here. */
  hidden: number;
  /** How many more there are that only the list holds. */
  elsewhere: number;
};

type CauseChoice = {
  status: HealthStatus | undefined;
  text: string;
  /** Keys of unfolded causes; undefined is the first. */
  open: readonly string[] | undefined;
  /** The sentence of the cause that is unfolded when nothing else is said. */
  sentence: string;
  /** Keys of causes whose assets are all in sight. */
  whole: ReadonlySet<string>;
};

/** The titles that several dashboards of a list have, in one environment. */
export function namesakes(entries: readonly HealthEntry[]): Set<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const { environment, title } of entries) {
    const key = `${environment}/${title}`;
    if (seen.has(key)) repeated.add(title);
    seen.add(key);
  }
  return repeated;
}

function matches(cause: HealthCause, choice: CauseChoice): boolean {
  if (choice.status !== undefined && cause.status !== choice.status) return false;
  const needle = choice.text.trim().toLowerCase();
  if (needle === '' || plainSentence(cause.sentence).toLowerCase().includes(needle)) return true;
  return cause.assets.some((entry) => matchesText(entry, needle));
}

/** The causes as the page draws them. The server's order stays: worst, then largest. */
export function causeViews(causes: readonly HealthCause[], choice: CauseChoice): CauseView[] {
  const shown = causes.filter((cause) => matches(cause, choice));
  const named = shown.filter((cause) => cause.sentence === choice.sentence);
  const open = choice.open ?? (named.length > 0 ? named : shown.slice(0, 1)).map((cause) => cause.key);
  return shown.map((cause) => {
    const isOpen = open.includes(cause.key);
    const limit = choice.whole.has(cause.key) ? cause.assets.length : FIRST_ASSETS;
    const assets = isOpen ? cause.assets.slice(0, limit) : [];
    return {
      cause,
      isOpen,
      assets,
      namesakes: namesakes(cause.assets),
      hidden: isOpen ? cause.assets.length - assets.length : 0,
      elsewhere: isOpen ? Math.max(0, cause.count - cause.assets.length) : 0,
    };
  });
}

/** The list of unfolded causes after one was folded or unfolded. */
export function toggleCause(views: readonly CauseView[], key: string): string[] {
  const open = views.filter((view) => view.isOpen).map((view) => view.cause.key);
  return open.includes(key) ? open.filter((other) => other !== key) : [...open, key];
}

/** Where in its cause an asset stands: '1 of 11 in this cause'. */
export function placeInCause(
  causes: readonly HealthCause[],
  key: string,
): { cause: HealthCause; place: string } | undefined {
  for (const cause of causes) {
    const at = cause.assets.findIndex((entry) => assetKey(entry) === key);
    if (at >= 0) return { cause, place: `${formatCount(at + 1)} of ${formatCount(cause.count)} in this cause` };
  }
  return undefined;
}

/** Everything that can be walked through with j and k, in the order of the page. */
export function walkOrder(views: readonly CauseView[]): HealthEntry[] {
  return views.flatMap((view) => view.assets);
}

/** The neighbour of an asset in a list; undefined at the ends. */
export function neighbour(entries: readonly HealthEntry[], key: string, step: 1 | -1): HealthEntry | undefined {
  const at = entries.findIndex((entry) => assetKey(entry) === key);
  return at < 0 ? undefined : entries[at + step];
}

const CACHE_USES = ['hit', 'miss', 'partial', 'bypass'] as const;

export type CacheUse = (typeof CACHE_USES)[number];

/** What the server tells about an answer beside its numbers. What it does not tell is absent. */
export type AnswerMeta = {
  /** Who answered, where a datasource has several sources. */
  source?: string;
  /** How far apart the samples are, in ms, where the server chose another step than was asked for. */
  stepMs?: number;
  /** What it cost the source: shared with an equal question, in whole or in part, asked for, or not to be shared at all. */
  cache?: CacheUse;
  /** How old the answer was when it came, in ms. */
  ageMs?: number;
  /** Whether it is the last good one because the source does not answer. */
  isStale?: boolean;
};

/** Where the proxy tells it: the body is the source's own there. The value is the JSON that other answers have as `meta`. */
const HEADER = 'X-Dashkeep-Meta';

type Told = Readonly<Record<string, unknown>>;

function isTold(value: unknown): value is Told {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function inHeader(headers: Headers): Told | undefined {
  const text = headers.get(HEADER);
  if (text === null) return undefined;
  try {
    const told: unknown = JSON.parse(text);
    return isTold(told) ? told : undefined;
  } catch {
    return undefined;
  }
}

function milliseconds(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value * 1000 : undefined;
}

function isCacheUse(value: unknown): value is CacheUse {
  return CACHE_USES.some((use) => use === value);
}

/** What an answer tells of itself, in its body or in a header: {source, step, cache, age_seconds, stale}, in seconds there. */
export function answerMeta(body: unknown, headers: Headers): AnswerMeta {
  const inBody = isTold(body) && isTold(body['meta']) ? body['meta'] : undefined;
  const { source, step, cache, age_seconds: age, stale } = inBody ?? inHeader(headers) ?? {};
  const [stepMs, ageMs] = [milliseconds(step), milliseconds(age)];
  return {
    ...(typeof source === 'string' && source !== '' && { source }),
    ...(stepMs !== undefined && stepMs > 0 && { stepMs }),
    ...(isCacheUse(cache) && { cache }),
    ...(ageMs !== undefined && { ageMs }),
    ...(typeof stale === 'boolean' && { isStale: stale }),
  };
}

/** Of two answers that are drawn as one: the source, the step and the cost of the first, as old and as stale as the worse. */
export function joinedMeta(first: AnswerMeta, second: AnswerMeta): AnswerMeta {
  const ages = [first.ageMs, second.ageMs].filter((age) => age !== undefined);
  const stale = [first.isStale, second.isStale].filter((one) => one !== undefined);
  return {
    ...second,
    ...first,
    ...(ages.length > 0 && { ageMs: Math.max(...ages) }),
    ...(stale.length > 0 && { isStale: stale.includes(true) }),
  };
}

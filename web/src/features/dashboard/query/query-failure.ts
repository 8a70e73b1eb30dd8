import { isUnreachable, PAGE_FAULT, UNREACHABLE, UNREACHABLE_WORDS } from '@/lib/failure';

/** Why a panel has no data, and what to do about it. */
export type QueryFailure = {
  kind:
    | 'syntax'
    | 'too_many'
    | 'too_old'
    | 'timeout'
    | 'unreachable'
    | 'source_down'
    | 'source_refused'
    | 'source_limited'
    | 'no_source'
    | 'denied'
    | 'signed_out'
    | 'refused'
    | 'page';
  /** What happened, as a sentence. */
  title: string;
  /** What to do. */
  advice: string;
  /** The source's own words, for whoever repairs it. */
  detail?: string | undefined;
  /** Place in the query, counted from 1. */
  place?: { line: number; column: number } | undefined;
  code?: string | undefined;
  requestId?: string | undefined;
};

type Raw = { status: number; message: string; code?: string | undefined; requestId?: string | undefined };

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Perses passes a problem document on as the text of its error. */
function readRaw(error: unknown): Raw {
  const message = error instanceof Error ? error.message : String(error);
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 0;
  if (!message.startsWith('{')) return { status, message };
  try {
    const problem: Record<string, unknown> = { ...(JSON.parse(message) as object) }; // an object: it begins with a brace
    return {
      status,
      message: text(problem['message']) ?? text(problem['detail']) ?? text(problem['error']) ?? message,
      code: text(problem['code']),
      requestId: text(problem['request_id']),
    };
  } catch {
    return { status, message };
  }
}

const PLACE = /(?:^|\D)(\d+):(\d+): parse error: (.*)$/s;
/** As our own server says it. */
const NAMED_PLACE = /line (\d+), column (\d+): (.*)$/s;
const SIMPLE_PARSE = /parse error(?: at char (\d+))?:? ?(.*)$/s;
const TOO_MANY =
  /too many (?:samples|series|points)|exceeded maximum resolution|maximum number of (?:series|samples)|result too large/i;
const TIMEOUT = /timed? ?out|deadline exceeded|canceled|execution was aborted/i;
const DOWN = /connection refused|no such host|bad gateway|unavailable|does not answer|dial tcp|eof/i;

function syntaxFailure({ message, code, requestId }: Raw): QueryFailure | undefined {
  const placed = PLACE.exec(message) ?? NAMED_PLACE.exec(message);
  const simple = placed ? undefined : SIMPLE_PARSE.exec(message);
  if (!placed && !simple) return undefined;
  const place = placed
    ? { line: Number(placed[1]), column: Number(placed[2]) }
    : simple?.[1] === undefined
      ? undefined
      : { line: 1, column: Number(simple[1]) };
  return {
    kind: 'syntax',
    title: place ? `The query is not PromQL at line ${place.line}, column ${place.column}` : 'The query is not PromQL',
    advice: 'Edit the panel and correct its query.',
    detail: placed?.[3] ?? simple?.[2],
    place,
    code,
    requestId,
  };
}

/** Only an answer can tell something of the source: without one, Dashkeep itself is away. */
function unreachableFailure(): QueryFailure {
  return {
    kind: 'unreachable',
    title: UNREACHABLE_WORDS.title,
    advice: `It is tried again with each refresh. ${UNREACHABLE_WORDS.advice}`,
    detail: UNREACHABLE,
    code: UNREACHABLE,
  };
}

/** What our own server tells by a code: of a source in the words of its checks. */
const BY_CODE: Readonly<Record<string, Pick<QueryFailure, 'kind' | 'title' | 'advice'>>> = {
  query_too_old: {
    kind: 'too_old',
    title: 'This time lies further back than queries may look',
    advice: 'Choose a later time. Whoever runs the server can allow more by the setting query_lookback.',
  },
  datasource_refused: {
    kind: 'source_refused',
    title: 'The source refuses the sign-in',
    advice: 'A manager renews the credentials of the datasource in Settings.',
  },
  datasource_busy: {
    kind: 'source_limited',
    title: 'The source asks for fewer requests',
    advice: 'It is tried again with each refresh. A longer pause between two refreshes asks less.',
  },
};

/** What went wrong with a query, in the words of the product. */
export function explainQueryError(error: unknown): QueryFailure {
  if (isUnreachable(error)) return unreachableFailure();
  const raw = readRaw(error);
  const evidence = { detail: raw.message, code: raw.code, requestId: raw.requestId };
  const syntax = syntaxFailure(raw);
  if (syntax) return syntax;
  const known = BY_CODE[raw.code ?? ''];
  if (known) return { ...known, ...evidence };
  if (raw.status === 401) {
    return {
      kind: 'signed_out',
      title: 'You are signed out',
      advice: 'Sign in again; the dashboard stays as it is.',
      ...evidence,
    };
  }
  if (raw.status === 403) {
    return {
      kind: 'denied',
      title: 'This source is not for you',
      advice: 'Ask a manager of the project for access.',
      ...evidence,
    };
  }
  if (raw.message.startsWith('No datasource found') || raw.status === 404) {
    return {
      kind: 'no_source',
      title: 'The datasource of this panel is not there',
      advice: 'Edit the panel and choose another one, or ask a manager to add it.',
      ...evidence,
    };
  }
  if (TOO_MANY.test(raw.message) || raw.code === 'too_many_series' || raw.status === 413) {
    return {
      kind: 'too_many',
      title: 'The answer is too large to draw',
      advice: 'Choose a shorter time, add a filter, or sum over a label.',
      ...evidence,
    };
  }
  if (TIMEOUT.test(raw.message) || raw.status === 504) {
    return {
      kind: 'timeout',
      title: 'The source took too long',
      advice: 'Choose a shorter time or a simpler query.',
      ...evidence,
    };
  }
  if (raw.status === 0) {
    return {
      kind: 'page',
      title: 'The query could not be asked',
      advice: 'Edit the panel and look at its query, or load the page again.',
      ...evidence,
      code: PAGE_FAULT,
    };
  }
  if (raw.status === 502 || raw.status === 503 || DOWN.test(raw.message)) {
    return {
      kind: 'source_down',
      title: 'The source does not answer',
      advice: 'It is tried again with each refresh. A manager can test the datasource in Settings.',
      ...evidence,
    };
  }
  return {
    kind: 'refused',
    title: 'The source refuses the query',
    advice: 'Edit the panel and look at its query.',
    ...evidence,
  };
}

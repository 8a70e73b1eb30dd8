import { isApiError } from '@/api/api-error';
import { isUnreachable, PAGE_FAULT, UNREACHABLE, UNREACHABLE_WORDS } from '@/lib/failure';
import { byCode, saidBySource } from './refusal-words';
import { editWords } from './edit-words';

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

function readRaw(error: unknown): Raw {
  if (isApiError(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 0;
  return { status, message };
}

const PLACE = /(?:^|\D)(\d+):(\d+): parse error: (.*)$/s;
/** As our own server says it. */
const NAMED_PLACE = /line (\d+), column (\d+): (.*)$/s;
const SIMPLE_PARSE = /parse error(?: at char (\d+))?:? ?(.*)$/s;
const TOO_MANY =
  /too many (?:samples|series|points)|exceeded maximum resolution|maximum number of (?:series|samples)|result too large/i;
const TIMEOUT = /timed? ?out|deadline exceeded|canceled|execution was aborted/i;
const DOWN = /connection refused|no such host|bad gateway|unavailable|does not answer|dial tcp|eof/i;

function syntaxFailure({ message, code, requestId }: Raw, canEdit: boolean): QueryFailure | undefined {
  const placed = PLACE.exec(message) ?? NAMED_PLACE.exec(message);
  const simple = placed ? undefined : SIMPLE_PARSE.exec(message);
  if (!placed && !simple && code !== 'query_syntax') return undefined;
  const place = placed
    ? { line: Number(placed[1]), column: Number(placed[2]) }
    : simple?.[1] === undefined
      ? undefined
      : { line: 1, column: Number(simple[1]) };
  return {
    kind: 'syntax',
    title: place ? `The query is not PromQL at line ${place.line}, column ${place.column}` : 'The query is not PromQL',
    advice: editWords(canEdit, 'correct its query'),
    detail: placed?.[3] ?? simple?.[2] ?? message,
    place,
    code,
    requestId,
  };
}

/** Only an answer can tell something of the source: without one, Dashkeep itself is away. */
function unreachableFailure(error: unknown): QueryFailure {
  return {
    kind: 'unreachable',
    title: UNREACHABLE_WORDS.title,
    advice: `It is tried again with each refresh. ${UNREACHABLE_WORDS.advice}`,
    detail: isApiError(error) && error.isTimeout ? error.message : UNREACHABLE,
    code: UNREACHABLE,
  };
}

/** What went wrong with a query, in the words of the product, for who may edit its panel or may not. */
export function explainQueryError(error: unknown, canEdit = true): QueryFailure {
  if (isUnreachable(error)) return unreachableFailure(error);
  const raw = readRaw(error);
  const evidence = { detail: raw.message, code: raw.code, requestId: raw.requestId };
  const syntax = syntaxFailure(raw, canEdit);
  if (syntax) return syntax;
  const known = byCode(raw.code, canEdit);
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
      advice: canEdit
        ? 'Edit the panel and choose another one, or ask a manager to add it.'
        : 'A manager can add it in Settings.',
      ...evidence,
    };
  }
  if (TOO_MANY.test(raw.message) || raw.status === 413) {
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
      advice: canEdit ? 'Edit the panel and look at its query, or load the page again.' : 'Load the page again.',
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
    title: saidBySource(raw.code) ? 'The source refuses the query' : 'Dashkeep refuses the query',
    advice: editWords(canEdit, 'look at its query'),
    ...evidence,
  };
}

import { editWords } from './edit-words';
import type { QueryFailure } from './query-failure';

type Words = Pick<QueryFailure, 'kind' | 'title' | 'advice'>;

const TOO_LARGE: Words = {
  kind: 'too_many',
  title: 'The answer is too large to draw',
  advice: 'Choose a shorter time, add a filter, or sum over a label.',
};

/** What our own server tells by a code: of its limits, and of a source in the words of its checks. */
const BY_CODE: Readonly<Record<string, Words>> = {
  query_too_old: {
    kind: 'too_old',
    title: 'Queries may not look this far back',
    advice: 'Choose a later time. Whoever runs the server can allow more by the setting query_lookback.',
  },
  query_too_many_points: {
    kind: 'too_many',
    title: 'This time has too many points',
    advice: 'Choose a shorter time, or a longer step in the query.',
  },
  query_too_costly: {
    kind: 'too_many',
    title: 'The query reads too much at each point',
    advice: 'Choose a shorter time, or a shorter range in the query.',
  },
  too_many_series: TOO_LARGE,
  answer_too_large: TOO_LARGE,
  query_timeout: {
    kind: 'timeout',
    title: 'The source took too long',
    advice: 'Choose a shorter time or a simpler query.',
  },
  query_canceled: {
    kind: 'timeout',
    title: 'The query was cancelled',
    advice: 'It is tried again with each refresh.',
  },
  no_namespaces: {
    kind: 'denied',
    title: 'This project has no namespaces in the source',
    advice: 'An owner adds them in Settings.',
  },
  destination_not_allowed: {
    kind: 'source_refused',
    title: 'Dashkeep may not ask the address of this source',
    advice: 'Whoever runs the server can allow it.',
  },
  datasource_refused: {
    kind: 'source_refused',
    title: 'The source refuses the sign-in',
    advice: 'A manager renews the credentials of the datasource in Settings.',
  },
  // Of too many queries the server and the source complain by the same code: the detail says who.
  datasource_busy: {
    kind: 'source_limited',
    title: 'Too many queries at once for this source',
    advice: 'It is tried again with each refresh. A longer pause between two refreshes asks less.',
  },
};

/** The words for a code of the server; undefined where the code alone does not say what to do. */
export function byCode(code: string | undefined, canEdit: boolean): Words | undefined {
  if (code === 'query_too_complex') {
    return { kind: 'refused', title: 'The query is too complex', advice: editWords(canEdit, 'make its query simpler') };
  }
  return BY_CODE[code ?? ''];
}

/** Codes by which the server passes on what the source itself said; of answers without our code nothing else is known. */
export function saidBySource(code: string | undefined): boolean {
  return code === undefined || code.startsWith('http_') || code === 'query_rejected' || code === 'query_execution';
}

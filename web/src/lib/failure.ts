/** What went wrong with a request, in the terms that a screen needs. */
export type Failure = {
  /** HTTP status; 0 when the server was not reached. */
  status: number;
  /** Stable reason code, for the person who repairs it. */
  code: string;
  /** One sentence for people. */
  message: string;
  requestId?: string | undefined;
};

/** The server did not answer. */
export const UNREACHABLE = 'server_unreachable';
/** How every place says so: what happened, and what to look at. */
export const UNREACHABLE_WORDS = { title: 'Dashkeep does not answer', advice: 'Look whether you are online.' } as const;
/** Not an answer of the API: this page itself is wrong. */
export const PAGE_FAULT = 'page_fault';

function isFailure(error: unknown): error is Failure {
  return (
    typeof error === 'object' &&
    error !== null &&
    'status' in error &&
    'code' in error &&
    'message' in error &&
    typeof error.status === 'number' &&
    typeof error.code === 'string' &&
    typeof error.message === 'string'
  );
}

/** How Chrome, Firefox and Safari say that a request got no answer, or only half of one. A module is not meant. */
const NO_ANSWER = /^(?:failed to fetch$|networkerror when|load failed|network error|the network connection was lost)/i;

/** Whether a request got no answer from Dashkeep, by whatever client it was sent. */
export function isUnreachable(error: unknown): boolean {
  if (isFailure(error)) return error.code === UNREACHABLE;
  return error instanceof TypeError && NO_ANSWER.test(error.message);
}

/** Any thrown value as a failure. What did not come from the API is a fault of this page. */
export function toFailure(error: unknown): Failure {
  if (isFailure(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  return { status: 0, code: PAGE_FAULT, message };
}

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

/** Any thrown value as a failure. What did not come from the API is a fault of this page. */
export function toFailure(error: unknown): Failure {
  if (isFailure(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  return { status: 0, code: PAGE_FAULT, message };
}

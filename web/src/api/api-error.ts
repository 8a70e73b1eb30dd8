import type { Failure } from '@/lib/failure';

export type FieldProblem = { field: string; message: string };

/** An answer of the API that is not a success, or no answer at all (status 0). */
export class ApiError extends Error implements Failure {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: string;
  readonly requestId: string | undefined;
  readonly errors: readonly FieldProblem[];
  /** More about the refusal, by code; what it holds stands in the contract. */
  readonly details: Readonly<Record<string, unknown>>;
  /** The answer did not come in the time that it had. */
  readonly isTimeout: boolean;
  /** It is what became of a query, at our server or at the source: another try asks the source once more. */
  readonly isOfQuery: boolean;

  constructor(problem: {
    status: number;
    code: string;
    message: string;
    requestId?: string | undefined;
    errors?: readonly FieldProblem[];
    details?: Readonly<Record<string, unknown>>;
    isTimeout?: boolean;
    isOfQuery?: boolean;
  }) {
    super(problem.message);
    this.status = problem.status;
    this.code = problem.code;
    this.requestId = problem.requestId;
    this.errors = problem.errors ?? [];
    this.details = problem.details ?? {};
    this.isTimeout = problem.isTimeout ?? false;
    this.isOfQuery = problem.isOfQuery ?? false;
  }

  /** What is wrong with one field; nested fields are named by their path. */
  fieldError(field: string): string | undefined {
    return this.errors.find((error) => error.field === field)?.message;
  }
}

export function isApiError(error: unknown): error is ApiError {
  return error instanceof ApiError;
}

/** What is wrong with one field of a form whose request was refused. */
export function fieldError(error: unknown, field: string): string | undefined {
  return isApiError(error) ? error.fieldError(field) : undefined;
}

/** The sentence for the form as a whole: nothing when every problem stands at a field that is drawn. */
export function formError(error: unknown, fields: readonly string[]): string | undefined {
  if (error === null || error === undefined) return undefined;
  if (!isApiError(error)) return error instanceof Error ? error.message : String(error);
  const elsewhere = error.errors.filter((problem) => !fields.includes(problem.field));
  if (error.errors.length > 0 && elsewhere.length === 0) return undefined;
  const rest = elsewhere.map((problem) => `${problem.field}: ${problem.message}`).join('. ');
  return rest === '' ? error.message : `${error.message}. ${rest}`;
}

function text(source: Record<string, unknown>, key: string): string | undefined {
  const value = source[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The server names a field from the request down: `body.login`. Forms know what they sent. */
function fieldName(path: string): string {
  return path.replace(/^body\./, '');
}

function fieldProblems(value: unknown): FieldProblem[] {
  if (!Array.isArray(value)) return [];
  return value
    .filter(isRecord)
    .map((entry) => ({ field: fieldName(text(entry, 'field') ?? ''), message: text(entry, 'message') ?? '' }));
}

/** Reads a problem document; an answer of something else (a proxy in between) becomes one as well. */
export async function readProblem(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => undefined);
  const problem = isRecord(body) ? body : {};
  return new ApiError({
    status: response.status,
    code: text(problem, 'code') ?? `http_${response.status}`,
    message:
      text(problem, 'message') ?? text(problem, 'detail') ?? `The server answers with ${response.status} and no reason`,
    requestId: text(problem, 'request_id') ?? response.headers.get('X-Request-Id') ?? undefined,
    errors: fieldProblems(problem['errors']),
    details: isRecord(problem['details']) ? problem['details'] : {},
    // Our server answers queries in the form of Prometheus, with a code of its own.
    isOfQuery: text(problem, 'errorType') !== undefined && text(problem, 'code') !== undefined,
  });
}

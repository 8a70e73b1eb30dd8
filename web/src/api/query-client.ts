import { MutationCache, QueryClient } from '@tanstack/react-query';
import { isApiError } from './api-error';

const FRESH_MS = 10_000;
const KEPT_MS = 5 * 60_000;
const RETRIES = 2;

/**
 * A refusal is an answer; only a server out of reach or restarting is worth another try. Whoever has waited for the whole
 * time of a read is told so instead of waiting twice more, and a query that was too much for its source is not asked thrice.
 */
export function isWorthRetrying(failures: number, error: unknown): boolean {
  if (failures >= RETRIES || !isApiError(error) || error.isTimeout || error.isOfQuery) return false;
  return error.status === 0 || error.status === 502 || error.status === 503 || error.status === 504;
}

/** Screens show what failed; the console of the browser is for faults of the page. */
const SILENT = { log: () => undefined, warn: () => undefined, error: () => undefined };

/** The `meta` of a change whose refusal its own place on the page tells. */
export const SAID_IN_PLACE = { isSaidInPlace: true } as const;

/** The `meta` of a change that has no such place: what a refusal of it means. */
export function refusedMeans(words: string): { refused: string } {
  return { refused: words };
}

/** Hears of each change that was refused and has no place of its own to say so. */
export type RefusalListener = (means: string, error: unknown) => void;

export function createQueryClient(onRefusal: RefusalListener = () => undefined): QueryClient {
  return new QueryClient({
    logger: SILENT,
    mutationCache: new MutationCache({
      onError: (error, _variables, _context, { meta }) => {
        if (meta?.['isSaidInPlace'] === true) return;
        const means = meta?.['refused'];
        onRefusal(typeof means === 'string' ? means : 'That was not done', error);
      },
    }),
    defaultOptions: {
      queries: {
        retry: isWorthRetrying,
        retryDelay: (attempt) => 400 * 2 ** attempt,
        staleTime: FRESH_MS,
        cacheTime: KEPT_MS,
        refetchOnWindowFocus: false,
        // Requests fail with a reason of their own; the browser's idea of being online is often wrong.
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}

import { useMutation, useQueryClient, type QueryClient, type UseMutationResult } from '@tanstack/react-query';
import { isApiError } from './api-error';
import { api, read, type Schema } from './client';
import { refusedMeans, SAID_IN_PLACE } from './query-client';
import { ME_KEY, useMe, type Me } from './session';

export type Preferences = Schema<'Preferences'>;

/** The preferences of the signed-in user. They follow to every browser. */
export function usePreferences(): Preferences {
  return useMe().preferences;
}

/** What to change; or how, for lists, which grow in other tabs too. */
type Change = Partial<Preferences> | ((now: Preferences) => Partial<Preferences>);

function changed(now: Preferences, change: Change): Preferences {
  return { ...now, ...(typeof change === 'function' ? change(now) : change) };
}

const MUTATION_KEY = ['preferences'];
const queues = new WeakMap<QueryClient, Promise<unknown>>();

/** One change after the other: each begins with what the one before left. */
function inTurn<T>(client: QueryClient, run: () => Promise<T>): Promise<T> {
  const mine = (queues.get(client) ?? Promise.resolve()).then(run, run);
  queues.set(client, mine);
  return mine;
}

/** Many tabs that change something at once take turns: each try lets one of them through. */
const MOST_TRIES = 20;

/** Reads what is kept, and writes it changed unless somebody else has written meanwhile: then it begins anew. */
async function send(change: Change): Promise<Preferences> {
  for (let left = MOST_TRIES - 1; ; left -= 1) {
    const answer = api.GET('/api/v1/preferences');
    const now = await read(answer);
    const tag = (await answer).response.headers.get('ETag');
    const params = tag === null ? {} : { header: { 'If-Match': tag } };
    try {
      return await read(api.PUT('/api/v1/preferences', { params, body: changed(now, change) }));
    } catch (error) {
      if (left === 0 || !isApiError(error) || error.status !== 409) throw error;
    }
  }
}

/**
 * Changes some preferences. They hold here at once, and are taken back when the server refuses. The server takes them as
 * a whole, so that they are read first: what another tab or browser changed meanwhile stays. `isSaidInPlace`: the page
 * tells of a refusal itself.
 */
export function useChangePreferences(
  isSaidInPlace = false,
): UseMutationResult<Preferences, unknown, Change, { before: Me | undefined }> {
  const client = useQueryClient();
  const update = (change: Change): void => {
    client.setQueryData<Me>(ME_KEY, (me) => me && { ...me, preferences: changed(me.preferences, change) });
  };
  // What is still to be sent holds already: an answer of before would take it back for a moment.
  const isLast = (): boolean => client.isMutating({ mutationKey: MUTATION_KEY }) <= 1;
  return useMutation({
    mutationKey: MUTATION_KEY,
    meta: isSaidInPlace ? SAID_IN_PLACE : refusedMeans('That was not kept'),
    mutationFn: (change: Change) => inTurn(client, () => send(change)),
    onMutate: (change) => {
      const before = client.getQueryData<Me>(ME_KEY);
      update(change);
      return { before };
    },
    onError: (_error, _change, context) => {
      if (context?.before && isLast()) client.setQueryData(ME_KEY, context.before);
    },
    onSuccess: (preferences) => {
      if (isLast()) update(() => preferences);
    },
  });
}

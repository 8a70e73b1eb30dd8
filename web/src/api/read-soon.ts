import { hashQueryKey, type QueryClient, type QueryKey } from '@tanstack/react-query';

/** Changes come in bursts (a run of 200 items): what is kept is read again at most this often. */
const GATHER_MS = 400;

type Timer = ReturnType<typeof setTimeout>;

const waiting = new WeakMap<QueryClient, Map<string, Timer>>();

function waitingOf(client: QueryClient): Map<string, Timer> {
  const known = waiting.get(client) ?? new Map<string, Timer>();
  waiting.set(client, known);
  return known;
}

/**
 * Reads what is kept under a key again, once for a burst, however many show it. It is not forgotten with those who
 * showed it: what nobody shows then is read when it is shown again.
 */
export function readSoon(client: QueryClient, key: QueryKey): void {
  const timers = waitingOf(client);
  const hash = hashQueryKey(key);
  if (timers.has(hash)) return;
  const wait = (): void => void timers.set(hash, setTimeout(run, GATHER_MS));
  const run = (): void => {
    timers.delete(hash);
    // A reading under way may be older than the news, and starting anew whenever some come would never end.
    if (client.isFetching(key) > 0) wait();
    else void client.invalidateQueries(key);
  };
  wait();
}

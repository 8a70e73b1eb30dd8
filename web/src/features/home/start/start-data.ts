import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { api, fetchInTime, read } from '@/api/client';
import { ApiError } from '@/api/api-error';
import { useIsPaused, useKeptFresh } from '@/api/live';
import { RESOURCES } from '@/api/resources';
import { SELF } from './start';
import { readLines, startPanels, type Line, type StartPanel } from './start-panels';
import { EVERY, SECONDS } from './start-time';

const PROMETHEUS = '/proxy/globaldatasources/embedded/api/v1/query_range';

/** The panels of Dashkeep's own dashboard that Home draws; none when it is not there any more. */
export function useStartPanels(project: string): UseQueryResult<StartPanel[]> {
  const panels = RESOURCES.startPanels(project, SELF);
  useKeptFresh(panels);
  return useQuery({
    queryKey: panels.key,
    queryFn: async ({ signal }) => {
      try {
        const params = { path: { project, name: SELF } };
        return startPanels(await read(api.GET('/api/v1/projects/{project}/dashboards/{name}', { params, signal })));
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return [];
        throw error;
      }
    },
  });
}

async function readRange(text: string, now: number, signal: AbortSignal | undefined): Promise<unknown> {
  const end = Math.floor(now / 1000 / EVERY) * EVERY;
  const asked = new URLSearchParams({
    query: text,
    start: String(end - SECONDS),
    end: String(end),
    step: String(EVERY),
  });
  const url = new URL(`${PROMETHEUS}?${asked.toString()}`, globalThis.location.origin);
  const answer = await fetchInTime(new Request(url, { signal: signal ?? null }));
  if (!answer.ok) throw new Error(`the embedded Prometheus answers ${answer.status}`);
  const body: { data?: { result?: unknown } } = await answer.json();
  return body.data?.result;
}

/** What a panel's queries answer, again every 15 seconds until the person wants nothing to change. */
export function useStartLines(panel: StartPanel): UseQueryResult<Line[]> {
  const isPaused = useIsPaused();
  return useQuery({
    queryKey: ['home', 'start', 'lines', panel],
    refetchInterval: isPaused ? false : EVERY * 1000,
    keepPreviousData: true,
    queryFn: async ({ signal }) => {
      const now = Date.now();
      const answers = await Promise.all(panel.queries.map(({ text }) => readRange(text, now, signal)));
      return answers.flatMap((result, index) => readLines(result, panel.queries[index]?.legend ?? ''));
    },
  });
}

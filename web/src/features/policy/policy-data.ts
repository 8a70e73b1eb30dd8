import { useState } from 'react';
import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useAfterPause } from '@/lib/use-after-pause';
import { api, done, read, type Schema } from '@/api/client';
import { SAID_IN_PLACE } from '@/api/query-client';
import { RESOURCES } from '@/api/resources';
import type { Policy, PolicyInput, PolicyPreview } from './policy';

const TYPING_MS = 400;
const CHOICES = 100;

/** One policy, as it was when the editor opened: what others change meanwhile must not change under typing. */
export function usePolicy(project: string, id: string | undefined): UseQueryResult<Policy> {
  return useQuery({
    queryKey: ['policies', project, 'one', id],
    enabled: id !== undefined,
    cacheTime: 0,
    staleTime: Infinity,
    queryFn: ({ signal }) =>
      read(
        api.GET('/api/v1/projects/{project}/policies/{id}', { params: { path: { project, id: id ?? '' } }, signal }),
      ),
  });
}

function useRefreshing(project: string): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries(RESOURCES.policies(project).key);
}

/** Creates a policy, or changes the one that is given. */
export function useSavePolicy(
  project: string,
  id: string | undefined,
): UseMutationResult<Policy, unknown, PolicyInput> {
  const refresh = useRefreshing(project);
  return useMutation({
    meta: SAID_IN_PLACE,
    mutationFn: (body: PolicyInput) =>
      id === undefined
        ? read(api.POST('/api/v1/projects/{project}/policies', { params: { path: { project } }, body }))
        : read(api.PUT('/api/v1/projects/{project}/policies/{id}', { params: { path: { project, id } }, body })),
    onSuccess: refresh,
  });
}

export function useDeletePolicy(project: string): UseMutationResult<void, unknown, string> {
  const refresh = useRefreshing(project);
  return useMutation({
    meta: SAID_IN_PLACE,
    mutationFn: (id: string) =>
      done(api.DELETE('/api/v1/projects/{project}/policies/{id}', { params: { path: { project, id } } })),
    onSuccess: refresh,
  });
}

type ActiveChange = { id: string; active: boolean };

/** Pauses or resumes. The switch moves at once and goes back when the server refuses. */
export function useSetPolicyActive(
  project: string,
): UseMutationResult<Policy, unknown, ActiveChange, { before: Policy[] | undefined }> {
  const client = useQueryClient();
  const key = RESOURCES.policies(project).key;
  return useMutation({
    meta: SAID_IN_PLACE,
    mutationFn: ({ id, active }: ActiveChange) =>
      read(
        api.POST('/api/v1/projects/{project}/policies/{id}/active', {
          params: { path: { project, id } },
          body: { active },
        }),
      ),
    onMutate: ({ id, active }) => {
      const before = client.getQueryData<Policy[]>(key);
      client.setQueryData<Policy[]>(key, (list) =>
        list?.map((entry) => (entry.id === id ? { ...entry, active } : entry)),
      );
      return { before };
    },
    onError: (_error, _change, context) => client.setQueryData(key, context?.before),
    onSettled: () => void client.invalidateQueries(key),
  });
}

export function useRunPolicy(project: string): UseMutationResult<Schema<'StartedRun'>, unknown, string> {
  return useMutation({
    meta: SAID_IN_PLACE,
    mutationFn: (id: string) =>
      read(api.POST('/api/v1/projects/{project}/policies/{id}/run', { params: { path: { project, id } } })),
  });
}

/** A value once it has not changed for a moment. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useAfterPause(value, TYPING_MS, () => setSettled(value));
  return settled;
}

/** The plan of what is typed; asked when typing pauses. Undefined input asks nothing and keeps the last plan. */
export function usePolicyPreview(
  project: string,
  id: string | undefined,
  input: PolicyInput | undefined,
): UseQueryResult<PolicyPreview> {
  const text = useSettled(input === undefined ? '' : JSON.stringify(input));
  return useQuery({
    queryKey: ['policy-preview', project, id, text],
    enabled: text !== '' && input !== undefined,
    keepPreviousData: true,
    retry: false,
    queryFn: ({ signal }) => {
      const body: PolicyInput = JSON.parse(text) as PolicyInput; // the text that was made of one above
      const params = { path: { project }, query: id === undefined ? {} : { policy: id } };
      return read(api.POST('/api/v1/projects/{project}/policies/preview', { params, body, signal }));
    },
  });
}

/** Dashboards to choose from, and the tags that there are. */
export function useDashboardChoices(project: string, text: string): UseQueryResult<Schema<'Catalog'>> {
  const settled = useSettled(text.trim());
  return useQuery({
    queryKey: ['policy-choices', project, settled],
    keepPreviousData: true,
    queryFn: ({ signal }) => {
      const query = { limit: CHOICES, sort: 'name' as const, ...(settled === '' ? {} : { q: settled }) };
      return read(api.GET('/api/v1/projects/{project}/catalog', { params: { path: { project }, query }, signal }));
    },
  });
}

import { useMutation } from '@tanstack/react-query';
import { useNavigate } from 'react-router-dom';
import { api, read } from '@/api/client';
import { refusedMeans } from '@/api/query-client';

const BUILTIN = 'builtin';

type Wanted = {
  project: string;
  /** Names of dashboards; all of the project without them. */
  assets?: readonly string[];
};

/** Starts a check and leads to Health, where its progress stands. */
export function useStartCheck(): (wanted: Wanted) => void {
  const navigate = useNavigate();
  const start = useMutation({
    meta: refusedMeans('The check did not start'),
    mutationFn: ({ project, assets }: Wanted) =>
      read(
        api.POST('/api/v1/projects/{project}/validations', {
          params: { path: { project } },
          body: { environment: BUILTIN, ...(assets ? { assets: [...assets] } : {}) },
        }),
      ),
    onSuccess: (run, { project }) => navigate(`/p/${encodeURIComponent(project)}/health?run=${run.id}`),
  });
  return start.mutate;
}

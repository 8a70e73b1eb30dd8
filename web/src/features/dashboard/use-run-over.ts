import { useQuery } from '@tanstack/react-query';
import { useKeptFresh } from '@/api/live';
import { runDetailQuery } from '@/api/queries/runs';
import { RESOURCES } from '@/api/resources';
import { isFinished } from '@/kit/status/status-table';

/** Whether a run has come to its end. Without one nothing is asked, and nothing has. */
export function useIsRunOver(project: string, id: string | undefined): boolean {
  useKeptFresh(RESOURCES.runEnd(project, id ?? ''));
  const { data } = useQuery(runDetailQuery(project, id));
  return data !== undefined && isFinished(data.run.status);
}

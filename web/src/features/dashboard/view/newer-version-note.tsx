import { useQueryClient } from '@tanstack/react-query';
import { Button } from '@/kit/button/button';
import { Note } from '@/kit/page/note';
import { dashboardsKey } from '../dashboard-api';
import { useNewerVersion } from './use-newer-version';

/** Somebody else saved what is shown here. It changes only when one asks for it. */
export function NewerVersionNote({ project, name, shown }: { project: string; name: string; shown: number }) {
  const newer = useNewerVersion(project, name, shown);
  const client = useQueryClient();
  if (!newer) return null;
  return (
    <Note
      tone="info"
      title={`Version ${newer.version} was saved by ${newer.saved_by}`}
      action={
        <Button
          size="small"
          icon="refresh"
          onClick={() => void client.invalidateQueries(dashboardsKey(project, 'document', name))}
        >
          Show it
        </Button>
      }
    >
      {newer.summary}
    </Note>
  );
}

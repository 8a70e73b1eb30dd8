import { useMutation } from '@tanstack/react-query';
import { SAID_IN_PLACE } from '@/api/query-client';
import { toFailure } from '@/lib/failure';
import { Button } from '@/kit/button/button';
import { IconButton } from '@/kit/button/icon-button';
import { Note } from '@/kit/page/note';
import { useIsRunOver } from '../use-run-over';
import { setNotice, useNotice, type Notice } from './notice';

function Bar({ notice }: { notice: Notice }) {
  const undo = useMutation({
    meta: SAID_IN_PLACE,
    mutationFn: () => notice.undo?.run() ?? Promise.resolve(),
    onSuccess: () => setNotice(undefined),
  });
  const close = <IconButton icon="close" label="Close this note" size="small" onClick={() => setNotice(undefined)} />;
  if (undo.error) return <Note tone="failed" title={toFailure(undo.error).message} action={close} />;
  return (
    <Note
      tone="info"
      title={notice.title}
      action={
        <>
          {notice.undo && (
            <Button size="small" icon="undo" isBusy={undo.isLoading} onClick={() => undo.mutate()}>
              {notice.undo.label}
            </Button>
          )}
          {close}
        </>
      }
    />
  );
}

/** What was done last in a project, with the way back. */
export function NoticeBar({ project }: { project: string }) {
  const notice = useNotice(project);
  const isOver = useIsRunOver(project, notice?.check?.run);
  const title = isOver ? notice?.check?.then : notice?.title;
  return notice && title !== undefined ? <Bar key={notice.title} notice={{ ...notice, title }} /> : null;
}

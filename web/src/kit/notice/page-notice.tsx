import { Note } from '@/kit/page/note';
import { useNoticeControls } from './notice-controls';
import type { ShownNotice } from './notices';

/** A notice that stands on its page. Drawn with its `id` as the key. */
export function PageNotice({ notice }: { notice: ShownNotice }) {
  const { failure, buttons } = useNoticeControls(notice);
  if (failure !== undefined) return <Note tone="failed" title={failure} action={buttons} />;
  return (
    <Note tone="info" title={notice.title} action={buttons}>
      {notice.text}
    </Note>
  );
}

import { PageNotice } from '@/kit/notice/page-notice';
import { useNotices } from '@/kit/notice/notices';
import { dashboardPaths } from '../dashboard-paths';
import { useIsRunOver } from '../use-run-over';

/** What was done last in a project, with the way back. What is said of a check is not so any more once it is over. */
export function NoticeBar({ project }: { project: string }) {
  const notice = useNotices(dashboardPaths.list(project)).at(-1);
  const isOver = useIsRunOver(project, notice?.during?.id);
  const title = isOver ? notice?.during?.then : notice?.title;
  return notice && title !== undefined ? <PageNotice key={notice.id} notice={{ ...notice, title }} /> : null;
}

import { showNotice, type Notice } from '@/kit/notice/notices';
import { dashboardPaths } from '../dashboard-paths';

/** Says what was just done to a dashboard, with the way back, on the list of its project. */
export function showOnList(project: string, notice: Omit<Notice, 'page'>): void {
  showNotice({ ...notice, page: dashboardPaths.list(project) });
}

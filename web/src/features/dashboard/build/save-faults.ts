import { isApiError } from '@/api/api-error';
import { panelTitle, type DashboardDocument } from '../document/dashboard-document';

const PANEL_PATH = /^spec\.panels\.([^.[]+)(?:\.spec)?(?:\.(.*))?$/;
const QUERY_PATH = /^queries(?:\[|\.)(\d+)\]?(.*)$/;
const VARIABLE_PATH = /^spec\.variables(?:\[|\.)(\d+)\]?(.*)$/;
const LAYOUT_PATH = /^spec\.layouts(?:\[|\.)(\d+)\]?(.*)$/;

function rest(path: string | undefined): string {
  const words = (path ?? '')
    .replace(/^\.?(?:spec\.)?(?:plugin\.)?(?:spec\.)?/, '')
    .replaceAll('.', ' ')
    .trim();
  return words === '' ? '' : `, ${words}`;
}

/** A path of the document in words: 'panel Latency, query 1, query'. */
export function pathWords(path: string, document: DashboardDocument): string {
  const panel = PANEL_PATH.exec(path);
  if (panel) {
    const key = panel[1] ?? '';
    const title = `Panel ${panelTitle(document.spec.panels[key], key)}`;
    const query = QUERY_PATH.exec(panel[2] ?? '');
    return query ? `${title}, query ${Number(query[1]) + 1}${rest(query[2])}` : `${title}${rest(panel[2])}`;
  }
  const variable = VARIABLE_PATH.exec(path);
  if (variable) {
    const index = Number(variable[1]);
    return `Variable ${document.spec.variables[index]?.spec.name ?? index + 1}${rest(variable[2])}`;
  }
  const layout = LAYOUT_PATH.exec(path);
  if (layout) return `Group ${Number(layout[1]) + 1}${rest(layout[2])}`;
  return path === '' ? 'Dashboard' : path.replace(/^spec\./, '').replaceAll('.', ' ');
}

export type SaveFault = { place: string; path: string; message: string };

/** Why a document was refused, fault by fault, in words. */
export function saveFaults(error: unknown, document: DashboardDocument): SaveFault[] {
  if (!isApiError(error)) return [];
  return error.errors.map(({ field, message }) => ({ place: pathWords(field, document), path: field, message }));
}

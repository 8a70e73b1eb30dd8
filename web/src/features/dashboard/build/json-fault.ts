import type { DashboardDocument } from '../document/dashboard-document';

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function placeOf(text: string, message: string): string {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position === undefined) return '';
  const before = text.slice(0, Number(position)).split('\n');
  return ` at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

/** Why the text can't be applied; the server checks the rest on saving. */
export function jsonFault(text: string, document: DashboardDocument): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    return `This is not JSON${placeOf(text, message)}`;
  }
  if (!isRecord(value) || value['kind'] !== 'Dashboard') return 'kind must be Dashboard';
  const metadata = value['metadata'];
  if (!isRecord(metadata) || metadata['name'] !== document.metadata.name) {
    return `metadata.name must stay ${document.metadata.name}: it is part of the address`;
  }
  if (!isRecord(value['spec'])) return 'spec is missing';
  const { layouts, panels } = value['spec'];
  if (layouts !== undefined && !Array.isArray(layouts)) return 'spec.layouts must be a list';
  if (panels !== undefined && !isRecord(panels)) return 'spec.panels must be an object';
  return undefined;
}

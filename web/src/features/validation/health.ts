import type { Schema } from '@/api/client';
import { healthFace, type StatusFace } from '@/kit/status/status-table';

export type HealthStatus = Schema<'HealthStatus'>;
export type HealthCounts = Schema<'HealthCounts'>;
export type HealthEntry = Schema<'HealthEntry'>;
export type HealthPage = Schema<'HealthPage'>;
export type HealthCauses = Schema<'HealthCauses'>;
export type HealthCause = Schema<'HealthCause'>;
export type HealthReport = Schema<'HealthReport'>;
export type ValidationRecord = Schema<'ValidationRecord'>;
export type ValidationIssue = Schema<'ValidationIssue'>;
export type PanelResult = Schema<'PanelResult'>;
export type CheckStep = Schema<'CheckStep'>;
export type RecordEntry = Schema<'RecordEntry'>;
export type ReportChange = Schema<'ReportChange'>;
export type Environment = Schema<'Environment'>;
export type Facet = Schema<'Facet'>;

/** The environment of this product's own dashboards. */
export const BUILTIN = 'builtin';

/** Worst first: the order of bars, counts and rows. */
export const STATUS_ORDER: readonly HealthStatus[] = ['FAIL', 'WARN', 'UNKNOWN', 'PASS'];

export const STATUS_LETTERS: Record<HealthStatus, string> = { FAIL: 'F', WARN: 'W', UNKNOWN: '?', PASS: 'P' };

export function countOf(counts: HealthCounts, status: HealthStatus): number {
  switch (status) {
    case 'FAIL':
      return counts.fail;
    case 'WARN':
      return counts.warn;
    case 'UNKNOWN':
      return counts.unknown;
    case 'PASS':
      return counts.pass;
  }
}

export function totalOf(counts: HealthCounts): number {
  return counts.pass + counts.warn + counts.fail + counts.unknown;
}

export function faceOf(status: HealthStatus): StatusFace {
  return healthFace(status);
}

/** Names an asset inside one project, in an address and as a key of React. */
export function assetKey(entry: Pick<HealthEntry, 'environment' | 'asset'>): string {
  return `${entry.environment}/${entry.asset}`;
}

export function readAssetKey(key: string | null): { environment: string; asset: string } | undefined {
  const cut = key?.indexOf('/') ?? -1;
  if (key === null || cut <= 0 || cut === key.length - 1) return undefined;
  return { environment: key.slice(0, cut), asset: key.slice(cut + 1) };
}

export function reportPath(project: string, entry: Pick<HealthEntry, 'environment' | 'asset'>): string {
  return `/p/${project}/health/${encodeURIComponent(entry.environment)}/${encodeURIComponent(entry.asset)}`;
}

/** Where the asset itself opens; undefined for what does not live here. */
export function dashboardPath(project: string, entry: Pick<HealthEntry, 'environment' | 'asset'>): string | undefined {
  return entry.environment === BUILTIN ? `/p/${project}/dashboards/${encodeURIComponent(entry.asset)}` : undefined;
}

/** Where the builder opens with this panel; only what lives here can be edited here. */
export function editPanelPath(
  project: string,
  entry: Pick<HealthEntry, 'environment' | 'asset'>,
  panel: string,
): string {
  return `${dashboardPath(project, entry) ?? reportPath(project, entry)}/edit?${new URLSearchParams({ edit: panel }).toString()}`;
}

export function environmentName(environments: readonly Environment[], id: string): string {
  return environments.find((environment) => environment.id === id)?.display_name ?? (id === BUILTIN ? 'Built-in' : id);
}

import type { QueryKey } from '@tanstack/react-query';
import type { Schema } from './client';
import type { EventType, StreamEvent } from './stream-words';

/** Something that is read over the API and kept: where, and the news that make it old. */
export type Resource = {
  /** Begins with what it is and of which project; what stands below it is read again with it. */
  key: QueryKey;
  news: readonly EventType[];
  /** Passes over news of the right type about something else. */
  concerns?: (event: StreamEvent) => boolean;
};

/** Which runs, newest first. */
export type RunsQuery = { limit: number; status?: Schema<'RunStatus'>[] };

/** Which assets the causes are of; all of a project without a word. */
export type HealthFacets = { environment?: string; owner?: string; tag?: string[] };

function isAbout(fields: readonly string[], value: string): (event: StreamEvent) => boolean {
  return ({ data }) => fields.some((field) => data[field] === value);
}

/**
 * Everything of a project that is kept and follows its events. What two places read they read under the key that
 * stands here: it is asked for once. A feature keeps what only it reads below one of these.
 */
export const RESOURCES = {
  badges: (project: string | undefined): Resource => ({
    key: ['badges', project],
    news: ['health', 'run', 'dashboard'],
  }),
  environments: (project: string): Resource => ({ key: ['environments', project], news: ['health', 'environment'] }),

  /** A run with all that is below it: its detail, items and strip. */
  run: (project: string, id: string): Resource => ({
    key: ['run', project, id],
    news: ['run', 'run.item'],
    concerns: isAbout(['id', 'run_id'], id),
  }),
  /** A run with its counts, for those who show nothing of its items. */
  runDetail: (project: string, id: string): Resource => ({
    key: ['run', project, id, 'detail'],
    news: ['run', 'run.item'],
    concerns: isAbout(['id', 'run_id'], id),
  }),
  /** The same for those who wait for its end. */
  runEnd: (project: string, id: string): Resource => ({
    key: ['run', project, id, 'detail'],
    news: ['run'],
    concerns: isAbout(['id'], id),
  }),
  runStrip: (project: string, id: string): Resource => ({
    key: ['run', project, id, 'strip'],
    news: ['run.item'],
    concerns: isAbout(['run_id'], id),
  }),
  runPage: (project: string | undefined, query: RunsQuery): Resource => ({
    key: ['runs', project, 'page', query],
    news: ['run'],
  }),
  /** The newest page of a filter of the hub, by its address. */
  newestRuns: (project: string, filter: string): Resource => ({
    key: ['runs', project, 'newest', filter],
    news: ['run'],
  }),
  runsSummary: (project: string, range: string, buckets: number): Resource => ({
    key: ['runs', project, 'summary', range, buckets],
    news: ['run'],
  }),

  /** All that is read of a project's health. */
  health: (project: string): Resource => ({ key: ['health', project], news: ['health', 'dashboard', 'policy'] }),
  healthCauses: (project: string, facets: HealthFacets): Resource => ({
    key: ['health', project, 'causes', facets],
    news: ['health', 'dashboard'],
  }),
  /** The assets whose state changed last. */
  recentHealth: (project: string, limit: number): Resource => ({
    key: ['health', project, 'recent', limit],
    news: ['health', 'dashboard'],
  }),

  /** The policies with what their windows come to. */
  policies: (project: string): Resource => ({
    key: ['policies', project, 'list'],
    news: ['policy', 'run', 'dashboard'],
  }),
  /** The same for those who show no coverage. */
  policyWindows: (project: string): Resource => ({ key: ['policies', project, 'list'], news: ['policy'] }),

  /** The datasources of a project; without one those of everybody, whose news no project's stream brings. */
  datasources: (project: string | undefined): Resource => ({
    key: project === undefined ? ['globaldatasources'] : ['datasources', project],
    news: ['datasource', 'secret'],
  }),

  /** All that is read about the dashboards of a project. */
  dashboards: (project: string): Resource => ({ key: ['dashboards', project], news: ['dashboard', 'health'] }),
  /** A list of dashboards with their health. */
  catalog: (project: string, ...view: readonly unknown[]): Resource => ({
    key: ['dashboards', project, 'catalog', ...view],
    news: ['dashboard', 'health'],
  }),
  /** How many dashboards have changed since a moment. */
  changedSince: (project: string, since: string): Resource => ({
    key: ['dashboards', project, 'catalog', 'changed', since],
    news: ['dashboard'],
  }),
  catalogEntry: (project: string, name: string): Resource => ({
    key: ['dashboards', project, 'entry', name],
    news: ['dashboard', 'health'],
    concerns: isAbout(['asset', 'name'], name),
  }),
  /** Every entry that is kept. */
  catalogEntries: (project: string): Resource => ({
    key: ['dashboards', project, 'entry'],
    news: ['dashboard', 'health'],
  }),
  /** The panels of one dashboard, without the rest of its document. */
  startPanels: (project: string, name: string): Resource => ({
    key: ['dashboards', project, 'panels', name],
    news: ['dashboard'],
    concerns: isAbout(['asset', 'name'], name),
  }),
  history: (project: string, name: string): Resource => ({
    key: ['dashboards', project, 'history', name],
    news: ['dashboard'],
  }),
} as const;

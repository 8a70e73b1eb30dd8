import { expect, it } from 'vitest';
import { helpSlugs } from '@/features/help/help-pages';
import { helpOf } from './help-of';

it.each([
  ['/', 'user/home'],
  ['/p/x/dashboards', 'user/dashboards'],
  ['/p/x/dashboards/new', 'user/builder'],
  ['/p/x/dashboards/a', 'user/view'],
  ['/p/x/dashboards/a/edit', 'user/builder'],
  ['/p/x/dashboards/a/history', 'user/history'],
  ['/p/x/health', 'user/health'],
  ['/p/x/health/policies/new', 'user/policies'],
  ['/p/x/health/builtin/a', 'user/report'],
  ['/p/x/runs', 'user/runs'],
  ['/p/x/runs/1', 'user/run'],
  ['/p/x/settings/members', 'user/members'],
  ['/p/x/settings/datasources', 'user/datasources'],
  ['/admin/datasources', 'user/datasources'],
  ['/settings/tokens', 'user/tokens'],
  ['/somewhere/else', 'quickstart'],
])('%s has the page %s', (pathname, slug) => {
  expect(helpOf(pathname).to).toBe(`/help/${slug}`);
  expect(helpSlugs()).toContain(slug);
});

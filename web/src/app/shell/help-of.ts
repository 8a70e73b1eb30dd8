const OF_PAGES: readonly (readonly [pattern: RegExp, slug: string, title: string])[] = [
  [/^\/$/, 'user/home', 'Home'],
  [/^\/p\/[^/]+\/dashboards$/, 'user/dashboards', 'Dashboards'],
  [/^\/p\/[^/]+\/dashboards\/(new|[^/]+\/edit)$/, 'user/builder', 'Building a dashboard'],
  [/^\/p\/[^/]+\/dashboards\/[^/]+\/history$/, 'user/history', 'History'],
  [/^\/p\/[^/]+\/dashboards\/[^/]+$/, 'user/view', 'One dashboard'],
  [/^\/p\/[^/]+\/health$/, 'user/health', 'Health'],
  [/^\/p\/[^/]+\/health\/policies(\/.*)?$/, 'user/policies', 'Policies'],
  [/^\/p\/[^/]+\/health\/[^/]+\/[^/]+$/, 'user/report', 'Report'],
  [/^\/p\/[^/]+\/runs$/, 'user/runs', 'Runs'],
  [/^\/p\/[^/]+\/runs\/[^/]+$/, 'user/run', 'One run'],
  [/^\/p\/[^/]+\/settings\/members$/, 'user/members', 'Members'],
  [/datasources$/, 'user/datasources', 'Datasources'],
  [/^\/settings\/tokens$/, 'user/tokens', 'API tokens'],
  [/^\/settings\/profile$/, 'user/sign-in', 'Signing in'],
  [/^\/admin\/users$/, 'user/members', 'Members'],
  [/^\/settings\/about$/, 'operations/troubleshooting', 'Troubleshooting'],
];

/** The page of the documentation that belongs to a page of the product. */
export function helpOf(pathname: string): { to: string; title: string } {
  const found = OF_PAGES.find(([pattern]) => pattern.test(pathname));
  const [, slug, title] = found ?? [undefined, 'quickstart', 'Quickstart'];
  return { to: `/help/${slug}`, title };
}

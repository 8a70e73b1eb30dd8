/** The pages of the documentation, inside of the program: what is read is of its own version, and needs no network. */
const SOURCES = import.meta.glob<string>(
  ['../../../../docs/quickstart.md', '../../../../docs/user/*.md', '../../../../docs/operations/*.md'],
  { query: '?raw', import: 'default' },
);

export type HelpPage = { slug: string; title: string };
export type HelpGroup = { title: string; pages: readonly HelpPage[] };

/** The table of contents, in the order in which somebody learns it. */
export const CONTENTS: readonly HelpGroup[] = [
  { title: 'Start', pages: [{ slug: 'quickstart', title: 'Quickstart' }] },
  {
    title: 'Using it',
    pages: [
      { slug: 'user/home', title: 'Home' },
      { slug: 'user/dashboards', title: 'Dashboards' },
      { slug: 'user/view', title: 'One dashboard' },
      { slug: 'user/builder', title: 'Building one' },
      { slug: 'user/history', title: 'History' },
      { slug: 'user/import-export', title: 'Import and export' },
      { slug: 'user/health', title: 'Health' },
      { slug: 'user/report', title: 'Report' },
      { slug: 'user/policies', title: 'Policies' },
      { slug: 'user/runs', title: 'Runs' },
      { slug: 'user/run', title: 'One run' },
      { slug: 'user/members', title: 'Members' },
      { slug: 'user/datasources', title: 'Datasources' },
      { slug: 'user/tokens', title: 'API tokens' },
      { slug: 'user/sign-in', title: 'Signing in' },
      { slug: 'user/metrics-proxy', title: 'Metrics proxy' },
      { slug: 'user/keyboard', title: 'Keys' },
    ],
  },
  {
    title: 'Running it',
    pages: [
      { slug: 'operations/operating', title: 'Operating' },
      { slug: 'operations/configuration', title: 'Settings' },
      { slug: 'operations/permissions', title: 'Permissions' },
      { slug: 'operations/reasons', title: 'Reasons' },
      { slug: 'operations/periodic-work', title: 'Periodic work' },
      { slug: 'operations/metrics', title: 'Metrics' },
      { slug: 'operations/troubleshooting', title: 'Troubleshooting' },
    ],
  },
];

function keyOf(slug: string): string {
  return `../../../../docs/${slug}.md`;
}

/** Every page that is inside, with or without a place in the table of contents. */
export function helpSlugs(): string[] {
  return Object.keys(SOURCES).map((key) => key.replace('../../../../docs/', '').replace(/\.md$/, ''));
}

/** Reads a page; nothing when there is none of this name. */
export async function readHelp(slug: string): Promise<string | undefined> {
  return SOURCES[keyOf(slug)]?.();
}

/** Where a link inside a page leads: a page of the help, an anchor, or an address elsewhere. */
export function helpLink(to: string, from: string): { to: string; isOutside: boolean } | undefined {
  if (/^https?:\/\//.test(to)) return { to, isOutside: true };
  if (to.startsWith('#')) return { to: `/help/${from}${to}`, isOutside: false };
  const { pathname, hash } = new URL(to, `https://docs.invalid/docs/${from}`);
  const slug = pathname.replace(/^\/docs\//, '').replace(/\.md$/, '');
  // What is not inside, like the contract or a decision, is words only: no link leads nowhere.
  return helpSlugs().includes(slug) ? { to: `/help/${slug}${hash}`, isOutside: false } : undefined;
}

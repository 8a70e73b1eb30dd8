const LONGEST = 75;

/** A name for addresses out of a title: 'Münster & Shop' is 'munster-shop'. */
export function nameOfTitle(title: string): string {
  return title
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replaceAll(/^-+|-+$/g, '');
}

/** Up to two letters of a name: 'm.okafor' is MO, 'data-platform' DP, 'Risk' R. */
export function initials(name: string): string {
  const words = name.split(/[\s._@-]+/).filter((word) => word !== '');
  return words
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('')
    .toUpperCase();
}

const THIN_SPACE = ' '; // narrow, and no line breaks at it
const EN_DASH = '–';

/** A whole number with a thin space between thousands: 1 204. */
export function formatCount(value: number): string {
  const digits = Math.abs(Math.trunc(value)).toString();
  const grouped = digits.replace(/\B(?=(\d{3})+$)/g, THIN_SPACE);
  return value < 0 ? `−${grouped}` : grouped;
}

/** The word that fits the number: plural(1, 'dashboard') is 'dashboard'. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? one : many;
}

/** A number with its noun: counted(3, 'dashboard') is '3 dashboards'. */
export function counted(count: number, one: string, many?: string): string {
  return `${formatCount(count)} ${plural(count, one, many)}`;
}

/** What stands in a cell that has no value. Never 0. */
export function orDash(value: string | null | undefined): string {
  return value === null || value === undefined || value === '' ? EN_DASH : value;
}

/** A share of 0 to 1 as whole per cent; never rounds something to nothing, nor nearly all to all. */
export function formatPercent(share: number): string {
  if (share > 0 && share < 0.01) return '<1 %';
  if (share < 1 && share > 0.99) return '99 %';
  return `${Math.round(share * 100)} %`;
}

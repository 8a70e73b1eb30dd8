/** Rows in the order in which they were shown before; what is new comes after them, what is gone leaves. */
export function stableOrder<Row>(before: readonly string[], rows: readonly Row[], keyOf: (row: Row) => string): Row[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  const kept = before.flatMap((key) => {
    const row = byKey.get(key);
    return row === undefined ? [] : [row];
  });
  const known = new Set(before);
  return [...kept, ...rows.filter((row) => !known.has(keyOf(row)))];
}

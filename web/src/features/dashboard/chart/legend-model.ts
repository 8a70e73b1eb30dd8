/** Which lines are drawn: all, or only those whose ids are named. */
export type Selection = 'all' | readonly string[];

export function isShown(selection: Selection, id: string): boolean {
  return selection === 'all' || selection.includes(id);
}

/** A plain click shows one line alone, and all again; with the modifier it adds or takes away one line. */
export function clicked(selection: Selection, id: string, all: readonly string[], isAdding: boolean): Selection {
  if (!isAdding) return selection !== 'all' && selection.length === 1 && selection[0] === id ? 'all' : [id];
  const shown = selection === 'all' ? all : selection;
  const next = shown.includes(id) ? shown.filter((other) => other !== id) : [...shown, id];
  return next.length === 0 || next.length === all.length ? 'all' : next;
}

/** What a page saw of one parameter of its address, and what it wrote there that it did not see yet. */
export type AddressTrace = { seen: string | undefined; written: string[] };

/** Whether the address says something that the page did not write itself: a write that arrives late undoes no newer one. */
export function isNews(trace: AddressTrace, text: string | undefined): boolean {
  const at = text === undefined ? -1 : trace.written.lastIndexOf(text);
  if (text === trace.seen) {
    if (at === trace.written.length - 1) trace.written = [];
    return false;
  }
  trace.seen = text;
  trace.written = trace.written.slice(at < 0 ? trace.written.length : at + 1);
  return at < 0;
}

/** What the address says, or will say once all that was written is there. */
export function lastText({ seen, written }: AddressTrace): string | undefined {
  return written.at(-1) ?? seen;
}

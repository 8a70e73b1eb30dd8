/** How many characters a person sees as such; the server counts them too, not the halves of which some are made here. */
function lengthOf(text: string): number {
  return [...text.trim()].length;
}

/** Why a text is too long; a field that just takes no more would lose what is pasted without a word. */
export function lengthFault(text: string, most: number): string | undefined {
  const length = lengthOf(text);
  return length > most ? `At most ${most} characters; it has ${length}` : undefined;
}

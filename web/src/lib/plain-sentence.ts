/** A sentence of the server for a place that holds text only: names lose the backquotes they stand between. */
export function plainSentence(sentence: string): string {
  return sentence.replaceAll('`', '');
}

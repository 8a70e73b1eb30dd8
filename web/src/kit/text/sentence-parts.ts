/** A piece of a sentence: plain words, or the name of a thing that the server put between backquotes. */
export type SentencePart = { text: string; isName: boolean };

/** 'Database `warehouse-eu` does not answer' as three parts. A backquote without its partner is plain text. */
export function sentenceParts(sentence: string): SentencePart[] {
  const pieces = sentence.split('`');
  // An even number of pieces means that the last backquote has no partner: it is put back.
  const balanced =
    pieces.length % 2 === 1 ? pieces : [...pieces.slice(0, -2), `${pieces.at(-2) ?? ''}\`${pieces.at(-1) ?? ''}`];
  return balanced.map((text, index) => ({ text, isName: index % 2 === 1 })).filter((part) => part.text !== '');
}

/** The same without marks, for names of controls and for titles. */
export function plainSentence(sentence: string): string {
  return sentenceParts(sentence)
    .map((part) => part.text)
    .join('');
}

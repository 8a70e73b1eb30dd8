import { Code } from './code';
import { sentenceParts } from './sentence-parts';

/** A sentence of the server: what stands between backquotes is the name of a thing and drawn as such. */
export function Sentence({ text }: { text: string }) {
  return (
    <>
      {sentenceParts(text).map((part, index) =>
        // The parts of one sentence never move: their place is their name.
        part.isName ? <Code key={index}>{part.text}</Code> : <span key={index}>{part.text}</span>,
      )}
    </>
  );
}

const MOST = 20;
const LONGEST = 50;

/** Tags as they are typed, with commas between them. */
export function readTags(text: string): { tags: string[]; fault: string | undefined } {
  const tags = [
    ...new Set(
      text
        .split(',')
        .map((tag) => tag.trim())
        .filter((tag) => tag !== ''),
    ),
  ];
  const long = tags.find((tag) => tag.length > LONGEST);
  if (long !== undefined) return { tags, fault: `‘${long.slice(0, 12)}…’ is longer than ${LONGEST} characters` };
  if (tags.length > MOST) return { tags, fault: `${tags.length} tags; at most ${MOST} are allowed` };
  return { tags, fault: undefined };
}

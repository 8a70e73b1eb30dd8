type Option = { value: string; label: string };

function capturedOf(text: string, pattern: string): string {
  return [...text.matchAll(new RegExp(pattern, 'g'))].flatMap((match) => match.slice(1)).join('');
}

/**
 * Options whose values are what a pattern captures, with labels that say so: Perses leaves the text before the capture
 * there. A label that an author wrote stays.
 */
export function captured(options: Option[], pattern: string | undefined): Option[] {
  if (pattern === undefined) return options;
  return options.map(({ label, value }) => ({ value, label: capturedOf(label, pattern) === value ? value : label }));
}

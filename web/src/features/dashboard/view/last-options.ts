export type LastOptions<T> = { scope: string | undefined; options: T[] | undefined };

/**
 * The choices of a variable as they were read last; the very same ones when nothing is new. Each refresh asks for them
 * anew; without this they would be gone for that moment, and for good when the source does not answer, and with them
 * the value of 'All'. Other values of the variables that it depends on make it forget.
 */
export function lastOptions<T>(last: LastOptions<T>, data: T[] | undefined, scope: string): LastOptions<T> {
  const known = last.scope === scope ? last.options : undefined;
  const options = data ?? known;
  return last.scope === scope && last.options === options ? last : { scope, options };
}

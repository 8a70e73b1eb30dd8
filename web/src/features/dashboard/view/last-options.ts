/**
 * The choices of a variable as they were read last. Each refresh asks for them anew; without this they would
 * be gone for that moment, and for good when the source does not answer, and with them the value of 'All'.
 * Other values of the variables that it depends on make it forget.
 */
export class LastOptions<T> {
  #scope: string | undefined;
  #known: T[] | undefined;

  read(data: T[] | undefined, scope: string): T[] | undefined {
    if (scope !== this.#scope) {
      this.#scope = scope;
      this.#known = undefined;
    }
    if (data !== undefined) this.#known = data;
    return this.#known;
  }
}

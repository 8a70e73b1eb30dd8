/** Writes a line into the output of the run: what was counted, what was not there. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

// Prints the browser tests that passed or failed only after they were tried again:
// each is a bug to mend. `retried.mjs REPORT ENGINE` reads Playwright's JSON report.
import { readFileSync } from 'node:fs';

const [report, engine] = process.argv.slice(2);

/** @returns {string[]} */
function retried(suite, titles) {
  const specs = (suite.specs ?? []).flatMap((spec) =>
    spec.tests
      .map((test) => test.results.length - 1)
      .filter((again) => again > 0)
      .map((again) => `retried: ${spec.file}: ${[...titles, spec.title].join(' > ')} on ${engine} (${again})`),
  );
  const inner = (suite.suites ?? []).flatMap((each) => retried(each, [...titles, each.title]));
  return [...specs, ...inner];
}

for (const file of JSON.parse(readFileSync(report, 'utf8')).suites) {
  for (const line of retried(file, [])) console.log(line);
}

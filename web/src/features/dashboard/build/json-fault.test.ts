import { describe, expect, it } from 'vitest';
import { emptyDocument } from '../document/dashboard-document';
import { jsonFault } from './json-fault';

const document = emptyDocument('p', 'web', 'Web');

describe('the JSON of a dashboard', () => {
  it('is good as it is', () => {
    expect(jsonFault(JSON.stringify(document), document)).toBeUndefined();
  });

  it.each([
    ['{\n "a": }', 'This is not JSON'],
    ['[]', 'kind must be Dashboard'],
    ['{"kind":"Dashboard","metadata":{"name":"other"},"spec":{}}', 'metadata.name must stay web'],
    ['{"kind":"Dashboard","metadata":{"name":"web"}}', 'spec is missing'],
    ['{"kind":"Dashboard","metadata":{"name":"web"},"spec":{"layouts":{}}}', 'spec.layouts must be a list'],
    ['{"kind":"Dashboard","metadata":{"name":"web"},"spec":{"panels":[]}}', 'spec.panels must be an object'],
  ])('%s: %s', (text, fault) => {
    expect(jsonFault(text, document)).toContain(fault);
  });
});

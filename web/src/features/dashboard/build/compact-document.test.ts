import { describe, expect, it } from 'vitest';
import { readDocument } from '../document/dashboard-document';
import { compactDocument } from './compact-document';

describe('a document for the editor', () => {
  it('keeps the order of its panels and loses its holes', () => {
    const content = (key: string) => ({ $ref: `#/spec/panels/${key}` });
    const document = readDocument({
      spec: {
        layouts: [
          {
            kind: 'Grid',
            spec: {
              items: [
                { x: 0, y: 9, width: 12, height: 4, content: content('b') },
                { x: 0, y: 2, width: 12, height: 4, content: content('a') },
              ],
            },
          },
        ],
      },
    });
    expect(
      compactDocument(document).spec.layouts[0]?.spec.items.map((item) => [item.content.$ref.slice(-1), item.y]),
    ).toEqual([
      ['b', 4],
      ['a', 0],
    ]);
  });
});

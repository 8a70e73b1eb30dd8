import { describe, expect, it } from 'vitest';
import { readDocument } from '../document/dashboard-document';
import { compacted, itemHeight, itemStyle, panelGroups } from './grid-model';

const item = (key: string, x: number, y: number, width: number, height: number) => ({ key, x, y, width, height });

describe('the grid', () => {
  it('has no holes, as in the editor', () => {
    expect(compacted([item('a', 0, 3, 12, 4), item('b', 12, 9, 12, 4), item('c', 0, 20, 24, 2)])).toEqual([
      item('a', 0, 0, 12, 4),
      item('b', 12, 0, 12, 4),
      item('c', 0, 4, 24, 2),
    ]);
  });

  it('lets no panel lie over another, nor beside the grid', () => {
    expect(compacted([item('a', 0, 0, 12, 4), item('b', 6, 2, 12, 4)])).toEqual([
      item('a', 0, 0, 12, 4),
      item('b', 6, 4, 12, 4),
    ]);
    expect(compacted([item('a', 20, 0, 12, 4)])).toEqual([item('a', 12, 0, 12, 4)]);
    expect(compacted([item('a', 0, 0, 99, 4)])).toEqual([item('a', 0, 0, 24, 4)]);
  });

  it('reads groups from a document', () => {
    const { spec } = readDocument({
      metadata: { name: 'x', project: 'p' },
      spec: {
        layouts: [
          {
            kind: 'Grid',
            spec: {
              display: { title: 'Traffic', collapse: { open: false } },
              repeatVariable: 'zone',
              items: [{ x: 0, y: 0, width: 6, height: 4, content: { $ref: '#/spec/panels/one' } }],
            },
          },
        ],
      },
    });
    expect(panelGroups(spec)).toEqual([
      {
        index: 0,
        title: 'Traffic',
        isOpen: false,
        isCollapsible: true,
        repeatVariable: 'zone',
        items: [item('one', 0, 0, 6, 4)],
      },
    ]);
  });

  it('is drawn by CSS', () => {
    expect(itemStyle(item('a', 6, 2, 12, 4))).toEqual({ gridColumn: '7 / span 12', gridRow: '3 / span 4' });
    expect(itemHeight(item('a', 0, 0, 1, 6))).toBe(230);
  });
});

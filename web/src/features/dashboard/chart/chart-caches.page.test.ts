import { getWidth } from 'zrender/lib/contain/text.js';
import { parse } from 'zrender/lib/tool/color.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import './chart-caches';

/** What every object has, and so an object that is used as a table. */
const INHERITED = Object.getOwnPropertyNames(Object.prototype);

describe('a text on a chart that is named as a part of every object', () => {
  beforeEach(() => {
    vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
  });
  afterEach(() => {
    for (const name of ['prev', 'next']) Reflect.deleteProperty(Object.prototype, name);
  });

  it.each(INHERITED)('%s leaves the objects alone', (text) => {
    for (let time = 0; time < 2; time += 1) {
      expect(getWidth('before', 'a font')).toBeGreaterThan(0);
      expect(getWidth(text, 'a font')).toBeGreaterThan(0);
      parse('red');
      parse(text);
    }
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(INHERITED);
  });
});

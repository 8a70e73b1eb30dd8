import LRU from 'zrender/lib/core/LRU.js';

/**
 * ECharts remembers the widths of texts and its colours in plain objects. A text such as `__proto__`, which the label
 * of a metric may be, is found there though nobody put it: the prototype of all objects would be linked into a list,
 * and the page with it would fall. What every object has is not remembered.
 */
const { get, put } = LRU.prototype;

LRU.prototype.get = function getOwn(this: LRU<unknown>, key) {
  return key in Object.prototype ? undefined : get.call(this, key);
};

LRU.prototype.put = function putOwn(this: LRU<unknown>, key, value) {
  return key in Object.prototype ? undefined : put.call(this, key, value);
};

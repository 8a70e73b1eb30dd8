import { getCalculation, type CalculationType, type TimeSeriesValueTuple } from '@perses-dev/core';

function isNumber([, value]: TimeSeriesValueTuple): boolean {
  return value !== null && !Number.isNaN(value);
}

/**
 * What a calculation makes of a series, for all kinds of panels: the first and the last are what stands there; all others
 * are of the numbers that are there, because a quotient of nothing by nothing is none. NaN where nothing but that is
 * there, undefined or null where nothing is.
 */
export function calculated(
  points: readonly TimeSeriesValueTuple[],
  calculation: CalculationType,
): number | null | undefined {
  if (calculation === 'first' || calculation === 'last') return getCalculation([...points], calculation);
  const numbers = points.filter(isNumber);
  return getCalculation(numbers.length > 0 ? numbers : [...points], calculation);
}

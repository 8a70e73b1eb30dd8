import { milliseconds } from 'date-fns';
import {
  formatDuration,
  msToPrometheusDuration,
  parseDurationString,
  type AbsoluteTimeRange,
  type DurationString,
} from '@perses-dev/core';
import { replaceVariable, replaceVariables, type VariableStateMap } from '@perses-dev/plugin-system';
import type { RangeQuestion } from './metric-source';

/** How often a datasource measures that does not say it. */
const USUAL_SCRAPE = '1m';

/** No source is asked for more points of a line. */
const MOST_POINTS = 10_000;

type Seconds = { start: number; end: number };

/** The window in whole Unix seconds. */
export function inSeconds({ start, end }: AbsoluteTimeRange): Seconds {
  return { start: Math.floor(start.getTime() / 1000), end: Math.floor(end.getTime() / 1000) };
}

/** Throws for what is no duration. */
function seconds(duration: string): number {
  return milliseconds(parseDurationString(duration as DurationString)) / 1000; // which looks at it
}

type Least = {
  /** No shorter step is asked for, in seconds. */
  step: number;
  /** Of which step $__interval and $__rate_interval are at least, in seconds. */
  named: number;
};

/**
 * The least step: what the query says, else as often as the source measures. It is at most the window, or it would ask for
 * the future. A query's $__interval and $__rate_interval stay those of the step that its author chose: a rate over less
 * has too few points. Checks have the same rule, in internal/feature/validation/check.
 */
function leastStep(minStep: string | undefined, scrape: string | undefined, { start, end }: Seconds): Least {
  const window = Math.max(1, end - start);
  if (minStep === undefined || minStep === '') {
    const step = Math.min(Math.floor(seconds(scrape ?? USUAL_SCRAPE)), window);
    return { step, named: step };
  }
  const named = Math.floor(seconds(minStep));
  return { step: Math.min(named, window), named };
}

/** At least a pixel, at least the least step, and few enough points. */
function stepOf(least: number, suggestedMs: number, { start, end }: Seconds): number {
  const safe = (end - start) / MOST_POINTS;
  return Math.max(suggestedMs / 1000, least, safe > 1 ? Math.ceil(safe) : safe);
}

/** A moment rounded down to a whole step of the clock on the wall. */
function aligned(at: number, step: number): number {
  const offset = new Date().getTimezoneOffset() * 60;
  return Math.floor((at + offset) / step) * step - offset;
}

/** A query with the lengths of its steps in place of their names. */
function withIntervals(query: string, stepMs: number, leastMs: number): string {
  const words = (ms: number): string => formatDuration(msToPrometheusDuration(ms));
  const inMs = replaceVariable(query, '__interval_ms', String(stepMs));
  const inWords = replaceVariable(inMs, '__interval', words(stepMs));
  return replaceVariable(inWords, '__rate_interval', words(Math.max(stepMs + leastMs, 4 * leastMs)));
}

export type Written = { query: string; minStep?: string | undefined };

export type Asking = {
  timeRange: AbsoluteTimeRange;
  variables: VariableStateMap;
  /** How often the datasource measures, as it says; undefined when it does not. */
  scrapeInterval: string | undefined;
  /** The step of one pixel, in ms; 0 when nothing is known of the width. */
  suggestedStepMs: number;
};

/**
 * What a query asks: as Perses does, at whole steps of the clock, with $__interval and its like and the variables put in.
 * Throws when the least step is no duration.
 */
export function rangeQuestion({ query, minStep }: Written, asking: Asking): RangeQuestion {
  const { timeRange, variables, scrapeInterval, suggestedStepMs } = asking;
  const window = inSeconds(timeRange);
  const written = minStep === undefined ? undefined : replaceVariables(minStep, variables);
  const least = leastStep(written, scrapeInterval, window);
  const step = stepOf(least.step, suggestedStepMs, window);
  const [start, end] = [aligned(window.start, step), aligned(window.end, step)];
  const named = withIntervals(query, Math.max(step, least.named) * 1000, least.named * 1000);
  return {
    query: replaceVariables(named, variables),
    start,
    // A window within one step has an end all the same.
    end: end === start ? start + step : end,
    step,
  };
}

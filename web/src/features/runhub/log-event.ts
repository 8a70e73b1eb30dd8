import { LOG_LEVELS, type LogLine } from './run';

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads the data of a 'log' event; undefined when it is not a line. */
export function readLogLine(data: string): LogLine | undefined {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return undefined;
  }
  if (!isRecord(value)) return undefined;
  const { seq, at, message, item } = value;
  const level = LOG_LEVELS.find((known) => known === value['level']);
  if (typeof seq !== 'number' || typeof at !== 'string' || typeof message !== 'string' || level === undefined)
    return undefined;
  return { seq, at, level, message, ...(typeof item === 'number' ? { item } : {}) };
}

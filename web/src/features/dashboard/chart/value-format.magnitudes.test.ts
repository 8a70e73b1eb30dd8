import { UNIT_CONFIG, type FormatOptions } from '@perses-dev/core';
import { describe, expect, it } from 'vitest';
import { chartValue, tickValue } from './value-format';

/** What a word behind a figure makes of it, in seconds, bytes or things. */
const YEAR = 31_536_000;
const SCALES: Record<string, number> = {
  ...{ ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, month: 2_592_000, months: 2_592_000 },
  ...{
    milliseconds: 0.001,
    seconds: 1,
    minutes: 60,
    hours: 3600,
    days: 86_400,
    weeks: 604_800,
    year: YEAR,
    years: YEAR,
  },
};
const PREFIXES: Record<string, number> = { K: 3, M: 6, G: 9, T: 12, P: 15, E: 18, Z: 21, Y: 24 };

/** A value as its sign, its digits and its power of ten: some texts say more than a number can be. */
type Read = { sign: number; log: number; places: number };

function read(text: string, unit: string): Read {
  const parts = /^(-?)[^\d-]*?(\d[\d,]*)(?:\.(\d+))?(?:e(-?\d+))? ?(.*)$/.exec(text);
  if (!parts) throw new Error(`'${text}' has no figure`);
  const [, minus, whole = '', decimals = '', power = '0', rest = ''] = parts;
  const figure = Number(`${whole.replaceAll(',', '')}.${decimals}`);
  const isTime = UNIT_CONFIG[unit as 'seconds'].group === 'Time';
  const prefix = isTime ? undefined : /^([KMGTPEZY])(?:B|$|\/| )/.exec(rest)?.[1];
  const scale = (isTime ? Math.log10(SCALES[rest] ?? Number.NaN) : (PREFIXES[prefix ?? ''] ?? 0)) + Number(power);
  const sign = figure === 0 ? 0 : minus ? -1 : 1;
  return { sign, log: Math.log10(figure) + scale, places: scale - decimals.length };
}

/** By what a value of the unit differs from what its text is in. */
function factor(unit: string): number {
  if (unit === '%' || unit === 'percent-decimal') return 2;
  return UNIT_CONFIG[unit as 'seconds'].group === 'Time' ? Math.log10(SCALES[unit] ?? Number.NaN) : 0;
}

const ONE_PERCENT = Math.log10(1.01);
/** Each power near those that people see, some of the others. */
const POWERS = Array.from({ length: 629 }, (_, index) => index - 320).filter(
  (power) => (power > -24 && power < 30) || power % 9 === 0 || power < -317 || power > 306,
);
const VALUES = POWERS.flatMap((power) =>
  [1, -1.2345678, 9.994, -9.999].map((figure) => Number(`${figure}e${power}`)),
).filter((value) => value !== 0 && Number.isFinite(value));

type Ask = { shortValues?: boolean; decimalPlaces?: number };
const ASKS: Ask[] = [{ shortValues: true }, { shortValues: false }, { decimalPlaces: 0 }, { decimalPlaces: 3 }];

/** What is wrong with the text of a value; undefined when it says the value. */
function fault(value: number, unit: string, ask: Ask): string | undefined {
  const text = chartValue(value, { unit, ...ask } as FormatOptions);
  const found = read(text, unit);
  const said = `${value} in ${unit} with ${JSON.stringify(ask)} is '${text}'`;
  if (text.length > 34) return `${said}: too long`;
  const log = Math.log10(Math.abs(value)) + factor(unit);
  // Below the decimals that are asked for, and where numbers themselves end, it is 0.
  const isRounded = ask.decimalPlaces !== undefined && log < found.places + 2.1;
  if (found.sign === 0) return (isRounded && log < found.places) || log < -318 ? undefined : `${said}: nothing`;
  if (found.sign !== Math.sign(value)) return `${said}: another sign`;
  if (isRounded && Math.abs(10 ** (found.log - found.places) - 10 ** (log - found.places)) <= 0.501) return undefined;
  const error = Math.abs(found.log - log);
  // The last numbers before 0 have few digits of their own.
  return error <= (log < -305 ? 0.31 : ONE_PERCENT) ? undefined : `${said}: another value`;
}

describe('the text of a value of any magnitude', () => {
  it.each(Object.keys(UNIT_CONFIG))('in %s says the value', (unit) => {
    const faults = ASKS.flatMap((ask) => VALUES.flatMap((value) => fault(value, unit, ask) ?? []));
    expect(faults.slice(0, 10)).toEqual([]);
  });
});

describe('the ticks of an axis of any unit', () => {
  const TOPS = [2e-4, 0.8, 4, 500, 2e6, 8e9, 4e16];

  it.each(Object.keys(UNIT_CONFIG))('in %s are 0, a quarter and the top, each by its value', (unit) => {
    const faults = ASKS.filter(({ decimalPlaces }) => decimalPlaces === undefined).flatMap((ask) =>
      TOPS.flatMap((top) => {
        const labels = [0, top / 4, top].map((value) => tickValue(value, { unit, ...ask } as FormatOptions, top));
        const isZero = read(labels[0] ?? '', unit).sign === 0;
        const wrong = [top / 4, top].flatMap((value) => fault(value, unit, ask) ?? []);
        return isZero && new Set(labels).size === 3 && wrong.length === 0 ? [] : [labels.join(' | '), ...wrong];
      }),
    );
    expect(faults).toEqual([]);
  });
});

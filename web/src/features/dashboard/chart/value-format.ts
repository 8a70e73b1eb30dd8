import { formatValue, isTimeUnit, UNIT_CONFIG, type FormatOptions } from '@perses-dev/core';
import { withExponent } from './exponent';

/** 0 divided by 0 is no value, nor is what nobody measured. */
export const NO_VALUE = 'No value';

const RATE = /^(.*?) ?(?:requests|counts|ops|events|messages|records|rows|reads|writes|packets)\/sec$/;
const BYTE_RATE = /^(.*?) ?bytes\/sec$/;
const GLUED_UNIT = /^([+−-]?[\d.,]+(?:e-?\d+)?)(%|[a-zµ]+)$/;

const SHORT = /^([+−-]?[\d.,]+)([KMGT])$/;
const FIGURE = /^([+−-]?\d[\d,]*(?:\.\d+)?)(.*)$/;

/** The figure of a value with three digits: '117,760,000' is '118 M'. What has no figure stays. */
export function compactValue(text: string): string {
  const parts = FIGURE.exec(text);
  if (!parts) return text;
  const value = Number((parts[1] ?? '').replaceAll(',', '').replace('−', '-'));
  const figure = chartValue(value, { unit: 'decimal', shortValues: true });
  return `${figure}${parts[2] ?? ''}`;
}

/** A document may name any unit: what has none that is known is a number. */
function inKnownUnit(format: FormatOptions | undefined): FormatOptions | undefined {
  const unit = format?.unit;
  return unit === undefined || Object.hasOwn(UNIT_CONFIG, unit) ? format : { ...format, unit: 'decimal' };
}

/** A number in full whose decimals nobody set keeps three digits when it is small: 0.0004 is not 0. */
function withSmallDigits(value: number, format: FormatOptions | undefined): FormatOptions | undefined {
  if (!format || !('shortValues' in format) || format.shortValues !== false) return format;
  if (format.decimalPlaces !== undefined) return format;
  return Math.abs(value) < 1 ? { ...format, shortValues: true } : format;
}

/** Units that have prefixes of their own: theirs are written as they are, 'B' is a byte there. */
const SCALED = /bytes/;
const BILLIONS = /^([+−-]?[\d.,]+)B(?= |$)/;
const HUGE = 1e15;
/** The sign of what is 0, or rounded to it, before a currency too. */
const MINUS_ZERO = /^[−-](?=[^\d.,]*0(?:\.0+)?(?![\d.,]))/;

/** In the words of Perses, which scales no duration below 0, and ends where the milliseconds of many years do. */
function persesText(value: number, format: FormatOptions | undefined): string {
  if (!format || !isTimeUnit(format)) return formatValue(value, format);
  const size = Math.abs(value);
  const text = formatValue(size, format);
  const ended = `${formatValue(size, { unit: 'decimal', shortValues: false })} ${format.unit}`;
  return `${value < 0 ? '-' : ''}${text === '∞ years' ? ended : text}`;
}

/** A value in the words of Perses, but for thousands of millions, which are G, and what is too long to read. */
function plainText(value: number, format: FormatOptions | undefined): string {
  const known = withSmallDigits(value, inKnownUnit(format));
  const isScaled = SCALED.test(known?.unit ?? '');
  const isTooLong = Math.abs(value) >= HUGE && !isScaled && known !== undefined;
  const full = persesText(value, isTooLong ? ({ ...known, shortValues: false } as FormatOptions) : known);
  const text = withExponent(full, known?.decimalPlaces !== undefined).replace(MINUS_ZERO, '');
  return isScaled ? text : text.replace(BILLIONS, '$1G');
}

/**
 * A value as the interface writes it, a number without a format: a space between number and unit ('408 ms', '2 %'), and rates of
 * countable things as '40/s', because the panel's title says what is counted.
 */
export function chartValue(value: number, format: FormatOptions | undefined): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '–' : value > 0 ? '∞' : '−∞';
  const text = plainText(value, format);
  const rate = RATE.exec(text);
  if (rate) return `${rate[1] ?? ''}/s`;
  const bytes = BYTE_RATE.exec(text);
  if (bytes) return `${bytes[1] ?? ''} B/s`;
  const short = SHORT.exec(text);
  if (short) return `${short[1] ?? ''} ${short[2] ?? ''}`;
  const glued = GLUED_UNIT.exec(text);
  return glued ? `${glued[1] ?? ''} ${glued[2] ?? ''}` : text;
}

/** The sign and the figure of a label with its power; a currency stands between them and stays. */
const TICK_FIGURE = /^[+−-]?(?<currency>[^\d.,]*)[\d.,]+(?: ?[KMGT](?![a-zA-Z])|e-?\d+)?/;

/** The label of a tick: 0 has the unit of the others ('0 ms', '0 GB'), which by itself it would not know. */
export function tickValue(value: number, format: FormatOptions, top: number): string {
  if (value !== 0) return chartValue(value, format);
  const zero = chartValue(top, format).replace(TICK_FIGURE, '$<currency>0');
  return zero.endsWith('/s') && !zero.includes(' ') ? '0' : zero;
}

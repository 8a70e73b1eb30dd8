import { AGGREGATIONS, ALERT_SERIES, tokensOf } from './metric-names';

export type QuietWords = 'No alert' | 'Nothing absent';

const OPERATOR = /^(?:[-+*/%^=!<>]|atan2)$/i;
/** What leaves out by a number, if it is not told to answer with 0 or 1. */
const COMPARES = /^[=!<>]$/;
const BOOL = /^bool$/i;
const NUMBER = /^(?:[\d.].*|inf|nan)$/i;
const TEXT = /^["'`]/;
const OPENS = /^[({]$/;
const CLOSES = /^[)}]$/;
/**
 * They give something for every series that they are given, and nothing for none. Those that need two points of a series,
 * such as rate, do not.
 */
const PASSES_ON = new RegExp(
  `^(?:${[
    '\\w+_over_time|sort|sort_desc|sort_by_label|sort_by_label_desc|label_join|label_replace|timestamp|changes|resets',
    'abs|ceil|clamp|clamp_max|clamp_min|exp|floor|ln|log10|log2|round|sgn|sqrt',
    'a?(?:cos|sin|tan)h?|deg|rad',
    'day_of_month|day_of_week|day_of_year|days_in_month|hour|minute|month|year',
  ].join('|')})$`,
);
/** When a selector looks: that changes nothing about what it looks for. */
const MOMENT = /\boffset\s+[-+]?\s*[\w.]+|@\s*(?:[\d.]+|(?:start|end)\s*\(\s*\))/gi;

/** A query that is deeper is never answered. */
const MOST_DEEP = 64;

type Tokens = readonly string[];

/** The parts of a query between tokens that are in no bracket. */
function split(tokens: Tokens, isBetween: (token: string) => boolean): Tokens[] {
  const parts: string[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (OPENS.test(token)) depth += 1;
    if (CLOSES.test(token)) depth -= 1;
    if (depth === 0 && isBetween(token)) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

/** What is in the bracket that begins at a place, and what comes after it; undefined when none begins or ends there. */
function bracket(tokens: Tokens, from: number): { inner: Tokens; rest: Tokens } | undefined {
  if (!OPENS.test(tokens[from] ?? '')) return undefined;
  let depth = 0;
  for (let at = from; at < tokens.length; at += 1) {
    if (OPENS.test(tokens[at] ?? '')) depth += 1;
    if (CLOSES.test(tokens[at] ?? '')) depth -= 1;
    if (depth === 0) return { inner: tokens.slice(from + 1, at), rest: tokens.slice(at + 1) };
  }
  return undefined;
}

/** What comes after the list of labels that one of these words begins. */
function withoutLabels(tokens: Tokens, words: RegExp): Tokens {
  return words.test(tokens[0] ?? '') ? (bracket(tokens, 1)?.rest ?? tokens) : tokens;
}

/** What operators join. */
function operands(tokens: Tokens): Tokens[] {
  return split(tokens, (token) => OPERATOR.test(token)).filter(({ length }) => length > 0);
}

/** A number that is written, or reckoned from such. */
function isFixed(tokens: Tokens): boolean {
  const isPart = (token: string): boolean => NUMBER.test(token) || OPERATOR.test(token) || /^[()]$/.test(token);
  return tokens.some((token) => NUMBER.test(token)) && tokens.every(isPart);
}

/** One number, whichever: fixed, or as time() gives it. */
function isNumber(tokens: Tokens): boolean {
  const plain: string[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] ?? '';
    const body = /^(?:time|pi|scalar)$/.test(token) ? bracket(tokens, at + 1) : undefined;
    plain.push(body ? '0' : token);
    if (body) at = tokens.length - body.rest.length - 1;
  }
  return isFixed(plain);
}

function isAlerts(tokens: Tokens): boolean {
  const [name = ''] = tokens;
  if (ALERT_SERIES.has(name))
    return tokens.length === 1 || (tokens[1] === '{' && bracket(tokens, 1)?.rest.length === 0);
  const matchers = name === '{' ? bracket(tokens, 0) : undefined;
  if (matchers?.rest.length !== 0) return false;
  return split(matchers.inner, (token) => token === ',').some(
    ([label, equals, value = '', ...more]) =>
      label === '__name__' && equals === '=' && more.length === 0 && ALERT_SERIES.has(value.slice(1, -1)),
  );
}

/** The words for one operand: a selector, a call or a bracket, which holds at most so many others. */
function ofOperand(tokens: Tokens, room: number): QuietWords | undefined {
  if (isAlerts(tokens)) return 'No alert';
  const [name = ''] = tokens;
  const isAggregation = AGGREGATIONS.has(name.toLowerCase());
  const isCall = isAggregation || PASSES_ON.test(name) || name === 'absent';
  const called = isCall ? withoutLabels(tokens.slice(1), /^(?:by|without)$/i) : tokens;
  const body = called[0] === '(' ? bracket(called, 0) : undefined;
  if (!body || withoutLabels(body.rest, /^(?:by|without)$/i).length > 0) return undefined;
  if (name === 'absent' || name === 'absent_over_time') return 'Nothing absent';
  const [measured, ...others] = split(body.inner, (token) => token === ',').filter(
    (arg) => !isFixed(arg) && !(arg.length === 1 && TEXT.test(arg[0] ?? '')),
  );
  return measured && others.length === 0 && room > 0 ? ofQuery(measured, room - 1) : undefined;
}

/** The words for what one number or another may be reckoned with. */
function ofReckoned(tokens: Tokens, room: number): QuietWords | undefined {
  const [first, ...others] = operands(tokens).filter((operand) => !isNumber(operand));
  return first && others.length === 0 ? ofOperand(first, room) : undefined;
}

/** The words for what may be compared: by a number that is fixed, or that leaves out nothing. */
function ofJoined(tokens: Tokens, room: number): QuietWords | undefined {
  const sides = split(tokens, (token) => COMPARES.test(token)).filter(({ length }) => length > 0);
  const keepsAll = sides.slice(1).every(([begin = '']) => BOOL.test(begin));
  const [first, ...others] = sides
    .map((side) => side.slice(BOOL.test(side[0] ?? '') ? 1 : 0))
    .filter((side) => !(keepsAll ? isNumber(side) : isFixed(side)));
  return first && others.length === 0 ? ofReckoned(first, room) : undefined;
}

function ofQuery(tokens: Tokens, room: number): QuietWords | undefined {
  const sides = split(tokens, (token) => /^or$/i.test(token));
  const [first, ...others] = sides.map((side) => ofJoined(withoutLabels(side, /^(?:on|ignoring)$/i), room));
  return others.every((words) => words === first) ? first : undefined;
}

/**
 * What it means that a query gives nothing while all is well; undefined when it should give something, or may give nothing
 * for another reason. All of it must be alerts, or the look for what is absent, in aggregations, in functions that keep every
 * series, and joined with numbers at most. Checks have the same rule, in internal/feature/validation/check/expression.go.
 */
export function quietWords(query: string): QuietWords | undefined {
  const tokens = tokensOf(query.replaceAll(MOMENT, ' ')).filter((token) => !/^[#[]/.test(token));
  return ofQuery(tokens, MOST_DEEP);
}

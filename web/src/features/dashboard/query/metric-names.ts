/** Words of PromQL that look like metrics and are none. */
const KEYWORDS = new Set([
  'and',
  'or',
  'unless',
  'by',
  'without',
  'on',
  'ignoring',
  'group_left',
  'group_right',
  'offset',
  'bool',
  'atan2',
  'start',
  'end',
  'inf',
  'nan',
  'sum',
  'avg',
  'min',
  'max',
  'count',
  'topk',
  'bottomk',
  'quantile',
  'stddev',
  'stdvar',
  'group',
  'count_values',
  'limitk',
  'limit_ratio',
]);

const TOKEN =
  /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|#[^\n]*|\[[^\]]*\]|[{}()]|[a-zA-Z_:][a-zA-Z0-9_:]*|\d[\w.]*|\S/g;
const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const NAME_MATCHER = /__name__\s*=\s*(["'])([a-zA-Z_:][a-zA-Z0-9_:]*)\1/g;
/** After these a list of labels follows. */
const LABEL_LISTS = new Set(['by', 'without', 'on', 'ignoring', 'group_left', 'group_right']);

/** Prometheus' own: they exist only while an alert is pending or fires. */
const ALERT_SERIES = new Set(['ALERTS', 'ALERTS_FOR_STATE']);

/** The metrics that must exist for a query, in their order. Good enough to ask about; the server parses. */
export function metricNames(query: string): string[] {
  return allNames(query).filter((name) => !ALERT_SERIES.has(name));
}

/** What it means that a query gives nothing while all is well; undefined when it should give something. */
export function quietWords(query: string): 'No alert' | 'Nothing absent' | undefined {
  const tokens: readonly string[] = query.match(TOKEN) ?? [];
  if (tokens.includes('or') || tokens.includes('unless')) return undefined;
  if (allNames(query).some((name) => ALERT_SERIES.has(name))) return 'No alert';
  const looksForAbsent = tokens.some((token, at) => /^absent(_over_time)?$/.test(token) && tokens[at + 1] === '(');
  return looksForAbsent ? 'Nothing absent' : undefined;
}

function allNames(query: string): string[] {
  const found = [...query.matchAll(NAME_MATCHER)].map((match) => match[2] ?? '');
  const tokens = query.match(TOKEN) ?? [];
  let braces = 0;
  let labelList = 0;
  tokens.forEach((token, index) => {
    if (token === '{') braces += 1;
    else if (token === '}') braces -= 1;
    else if (labelList > 0 && token === ')') labelList = 0;
    else if (token === '(' && LABEL_LISTS.has(tokens[index - 1]?.toLowerCase() ?? '')) labelList = 1;
    if (braces > 0 || labelList > 0 || !NAME.test(token) || KEYWORDS.has(token.toLowerCase())) return;
    if (tokens[index + 1] !== '(') found.push(token);
  });
  return [...new Set(found)];
}

/** What makes fewer series of many. */
export const AGGREGATIONS: ReadonlySet<string> = new Set([
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

/** Words of PromQL that look like metrics and are none. */
const KEYWORDS = new Set([
  ...AGGREGATIONS,
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
]);

const TOKEN =
  /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|#[^\n]*|\[[^\]]*\]|[{}()]|[a-zA-Z_:][a-zA-Z0-9_:]*|\d[\w.]*|\S/g;
const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const NAME_MATCHER = /__name__\s*=\s*(["'])([a-zA-Z_:][a-zA-Z0-9_:]*)\1/g;
/** After these a list of labels follows. */
const LABEL_LISTS = new Set(['by', 'without', 'on', 'ignoring', 'group_left', 'group_right']);

/** Prometheus' own: they exist only while an alert is pending or fires. */
export const ALERT_SERIES: ReadonlySet<string> = new Set(['ALERTS', 'ALERTS_FOR_STATE']);

/** The metrics that must exist for a query, in their order. Good enough to ask about; the server parses. */
export function metricNames(query: string): string[] {
  return allNames(query).filter((name) => !ALERT_SERIES.has(name));
}

export function tokensOf(query: string): readonly string[] {
  return query.match(TOKEN) ?? [];
}

function allNames(query: string): string[] {
  const found = [...query.matchAll(NAME_MATCHER)].map((match) => match[2] ?? '');
  const tokens = tokensOf(query);
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

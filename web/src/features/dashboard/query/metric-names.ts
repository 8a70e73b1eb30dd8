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

/** The metrics that a query reads, in their order. Good enough to ask whether they exist; the server parses. */
export function metricNames(query: string): string[] {
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

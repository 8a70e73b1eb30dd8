import { DEFAULT_ALL_VALUE, type VariableDefinition } from '@perses-dev/core';
import type { VariableState, VariableStateMap } from '@perses-dev/plugin-system';
import { packageOf } from './plugin-table';

/** A variable whose value its source gave; of others an author wrote the value, which may be a pattern. */
type FoundState = VariableState & { isFound?: boolean };

function isFound({ kind, spec }: VariableDefinition, chosen: VariableState['value'] | undefined): boolean {
  if (kind !== 'ListVariable' || packageOf(spec.plugin.kind) !== 'prometheus-plugin') return false;
  return chosen !== DEFAULT_ALL_VALUE || !spec.customAllValue;
}

/**
 * The states with those marked whose values a source gave. `chosen` are the states as they are chosen, where 'All' is still
 * a word; of definitions with one name the first counts.
 */
export function markedStates(
  states: VariableStateMap,
  chosen: VariableStateMap,
  definitions: readonly VariableDefinition[],
): VariableStateMap {
  const marked = Object.entries(states).map(([name, state]): [string, FoundState] => {
    const definition = definitions.find(({ spec }) => spec.name === name);
    return [name, definition && isFound(definition, chosen[name]?.value) ? { ...state, isFound: true } : state];
  });
  return Object.fromEntries(marked);
}

/** The texts of an expression, and its comments, which may have quotes. */
const QUOTED = /#[^\n]*|"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'|`[^`]*`/g;
/** A variable in the forms that stand for its values as they are. */
const REFERENCE = /\$(\w+)|\$\{(\w+)(?::(prometheus|pipe|regex))?\}/g;

/** A pattern that matches a value and nothing else. */
function literal(value: string): string {
  return value
    .replace(/[\\^*+?.()[\]{}|]/g, '\\$&')
    .replaceAll('$', '\\x24')
    .replaceAll('`', '\\x60');
}

const IN_QUOTES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', $: '\\x24' };

/** A value within quotes. Without a format one value is as it is, several are (a|b). */
function quoted(value: string | string[], format: string | undefined, quote: string, isPattern: boolean): string {
  const values = [value].flat().map((one) => (isPattern || format === 'regex' ? literal(one) : one));
  const isGroup = format !== 'pipe' && (format !== undefined || Array.isArray(value));
  const joined = isGroup ? `(${values.join('|')})` : values.join('|');
  // Raw texts have no escapes, and a literal pattern needs none.
  if (quote === '`') return joined;
  return joined.replace(/[\\\n$"']/g, (sign) => IN_QUOTES[sign] ?? (sign === quote ? `\\${sign}` : sign));
}

/**
 * Puts values that a source gave in place of their variables in the texts of an expression, so that each is compared as it
 * is: escaped within a pattern, escaped within its quotes. What an author wrote stays for Perses. Of a value nothing looks
 * like a variable then. Checks have the same rule, in internal/core/perses/fill/quote.go.
 */
export function withFoundValues(expression: string, variables: VariableStateMap): string {
  return expression.replace(QUOTED, (text: string, at: number) => {
    const quote = text.charAt(0);
    const isPattern = /[=!]~\s*$/.test(expression.slice(0, at));
    if (quote === '#' || (quote === '`' && !isPattern)) return text;
    return text.replace(REFERENCE, (reference: string, plain?: string, braced?: string, format?: string) => {
      const state: FoundState | undefined = variables[plain ?? braced ?? ''];
      if (state?.isFound !== true || state.value === null) return reference;
      return quoted(state.value, format, quote, isPattern);
    });
  });
}

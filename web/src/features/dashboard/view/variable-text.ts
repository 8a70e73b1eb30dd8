import type { VariableDefinition, VariableValue } from '@perses-dev/core';
import { chosenValues } from './variable-value';

function isMultiple({ kind, spec }: VariableDefinition): boolean {
  return kind === 'ListVariable' && spec.allowMultiple;
}

/** A comma within a value has a backslash before it; backslashes that stand before any comma are doubled. */
function withoutCommas(value: string, isLast: boolean): string {
  const text = value.replace(/(\\*),/g, '$1$1\\,');
  return isLast ? text : text.replace(/\\+$/, '$&$&');
}

/** The values of 'a,b', where '\,' is a comma within a value. */
function valuesOf(text: string): string[] {
  const values = [''];
  for (const [part, backslashes] of text.matchAll(/(\\*),|\\+|[^\\,]+/g)) {
    const last = values.pop() ?? '';
    if (backslashes === undefined) values.push(last + part);
    else if (backslashes.length % 2 === 0) values.push(last + backslashes.slice(backslashes.length / 2), '');
    else values.push(`${last}${backslashes.slice((backslashes.length + 1) / 2)},`);
  }
  return values;
}

/**
 * A value as the address has it, undefined for none. Several are 'a,b', as Perses writes them; Perses loses commas within
 * values, which are '\,' here. The value of a variable that takes one is as it is.
 */
export function variableText(definition: VariableDefinition, value: VariableValue | undefined): string | undefined {
  const values = chosenValues(value);
  if (!isMultiple(definition)) return values[0] ?? (value === '' ? '' : undefined);
  const texts = values.map((one, index) => withoutCommas(one, index === values.length - 1));
  return texts.length === 0 ? undefined : texts.join(',');
}

/** The value that a text of the address stands for. */
export function variableValue(definition: VariableDefinition, text: string): VariableValue {
  if (!isMultiple(definition)) return text;
  const values = valuesOf(text);
  return values.length === 1 ? (values[0] ?? '') : values;
}

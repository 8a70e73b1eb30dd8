/** What the server writes where a value is kept. Sent back as it is, it keeps the value. */
export const MASK = '<secret>';

/** A value that is written and never read: kept as it is, or as it was typed. */
export type HiddenValue = { isKept: boolean; text: string };

export const NO_VALUE: HiddenValue = { isKept: false, text: '' };

/** What the server said about it: kept, or not there. */
export function hiddenOf(text: string): HiddenValue {
  return text === '' ? NO_VALUE : { isKept: true, text: '' };
}

/** What is sent for it; nothing for none. */
export function sentOf(value: HiddenValue): string {
  return value.isKept ? MASK : value.text;
}

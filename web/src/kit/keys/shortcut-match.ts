/** A key sequence as it is written in code: 'j', '?', 'g h', 'Mod+k', 'Escape', 'Shift+Enter'. */
export type Keys = string;

export const IS_APPLE = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** The press in the notation of `Keys`. Shift is named only where the key itself does not show it. */
export function pressedKey(event: KeyPress, isApple = IS_APPLE): Keys {
  const parts: string[] = [];
  const hasMod = isApple ? event.metaKey : event.ctrlKey;
  if (hasMod) parts.push('Mod');
  if (event.altKey) parts.push('Alt');
  if (event.shiftKey && (event.key.length > 1 || hasMod)) parts.push('Shift');
  parts.push(event.key.length === 1 && hasMod ? event.key.toLowerCase() : event.key);
  return parts.join('+');
}

const APPLE_NAMES: Record<string, string> = { Mod: '⌘', Alt: '⌥', Shift: '⇧' };
const KEY_NAMES: Record<string, string> = {
  Mod: 'Ctrl',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Enter: '↵',
  ' ': 'Space',
};

/** The caps to draw for a sequence: 'Mod+k' gives Ctrl and K, 'g h' gives g and h. */
export function keyCaps(keys: Keys, isApple = IS_APPLE): string[] {
  return keys
    .split(' ')
    .flatMap((press) => (press === '+' ? ['+'] : press.split('+')))
    .map((part) => {
      const name = (isApple ? APPLE_NAMES[part] : undefined) ?? KEY_NAMES[part] ?? part;
      return name.length === 1 && keys.includes('+') ? name.toUpperCase() : name;
    });
}

const TEXT_INPUTS = new Set([
  'text',
  'search',
  'email',
  'password',
  'url',
  'number',
  'tel',
  'date',
  'time',
  'datetime-local',
]);

/** Whether the focus is where people type: then a letter is a letter. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('[contenteditable="true"], .cm-editor')) return true;
  if (target instanceof HTMLInputElement) return TEXT_INPUTS.has(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

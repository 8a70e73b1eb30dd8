/**
 * Puts a text on the clipboard; false when the browser does not let it. Pages without TLS from another machine have no
 * clipboard of their own: there the browser's older way is taken, which copies what is selected.
 */
export async function copyText(text: string): Promise<boolean> {
  const clipboard: Clipboard | undefined = navigator.clipboard;
  if (clipboard) {
    return clipboard.writeText(text).then(
      () => true,
      () => copySelected(text),
    );
  }
  return copySelected(text);
}

function copySelected(text: string): boolean {
  const focused = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.readOnly = true;
  field.className = 'sr-only';
  // Below an open dialog nothing can be selected, and a pressed button has not everywhere the focus.
  const place = focused?.closest('dialog') ?? [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
  place.append(field);
  field.focus({ preventScroll: true });
  field.select();
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    field.remove();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  }
}

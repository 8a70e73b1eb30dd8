import { afterEach, expect, it, vi } from 'vitest';
import { copyText } from './copy-text';

function clipboardIs(clipboard: { writeText: (text: string) => Promise<void> } | undefined): void {
  Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true });
}

/** The browser's older way, which copies what is selected. */
function olderWay(isAllowed: boolean): () => string | undefined {
  let copied: string | undefined;
  document.execCommand = () => {
    const { activeElement: field } = document;
    copied = field instanceof HTMLTextAreaElement ? field.value.slice(field.selectionStart, field.selectionEnd) : '';
    return isAllowed;
  };
  return () => copied;
}

afterEach(() => {
  Reflect.deleteProperty(navigator, 'clipboard');
  Reflect.deleteProperty(document, 'execCommand');
});

it('takes the clipboard where there is one', async () => {
  const writeText = vi.fn<(text: string) => Promise<void>>(() => Promise.resolve());
  clipboardIs({ writeText });
  await expect(copyText('a line')).resolves.toBe(true);
  expect(writeText).toHaveBeenCalledWith('a line');
});

it('copies without TLS too, leaves nothing behind and the focus where it was', async () => {
  clipboardIs(undefined);
  const copied = olderWay(true);
  const button = document.createElement('button');
  document.body.append(button);
  button.focus();
  await expect(copyText('one\ntwo')).resolves.toBe(true);
  expect(copied()).toBe('one\ntwo');
  expect(document.querySelector('textarea')).toBeNull();
  expect(document.activeElement).toBe(button);
  button.remove();
});

it('copies from within an open dialog, though nothing in it has the focus', async () => {
  clipboardIs(undefined);
  const dialog = document.createElement('dialog');
  dialog.setAttribute('open', '');
  document.body.append(dialog);
  let place: Element | null | undefined;
  document.execCommand = () => {
    place = document.activeElement?.parentElement;
    return true;
  };
  await expect(copyText('a line')).resolves.toBe(true);
  expect(place).toBe(dialog);
  dialog.remove();
});

it('says when the browser does not let it', async () => {
  clipboardIs({ writeText: () => Promise.reject(new Error('denied')) });
  olderWay(false);
  await expect(copyText('a line')).resolves.toBe(false);
});

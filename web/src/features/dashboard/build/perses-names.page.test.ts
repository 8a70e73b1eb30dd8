import { beforeEach, describe, expect, it } from 'vitest';
import { completeParts } from './perses-names';

function open(html: string): HTMLElement {
  document.body.innerHTML = `<div class="MuiDrawer-paper"><h2>Add Panel</h2>${html}</div>`;
  completeParts(document.body);
  const drawer = document.querySelector<HTMLElement>('.MuiDrawer-paper');
  if (!drawer) throw new Error('there is no drawer');
  return drawer;
}

function nameOf(drawer: HTMLElement, selector: string): string | null | undefined {
  return drawer.querySelector(selector)?.getAttribute('aria-label');
}

describe('the editors of Perses', () => {
  beforeEach(() => document.body.replaceChildren());

  it('are dialogs with the name of their title', () => {
    const drawer = open('');
    expect(drawer.getAttribute('role')).toBe('dialog');
    expect(drawer.getAttribute('aria-label')).toBe('Add Panel');
    const title = drawer.querySelector('h2');
    if (title) title.textContent = 'Edit Panel';
    completeParts(document.body);
    expect(drawer.getAttribute('aria-label')).toBe('Edit Panel');
  });

  it('name a button by its icon and what it stands beside', () => {
    const drawer = open('<div><button><svg data-testid="DeleteOutlineIcon"></svg></button><h4>Query #1</h4></div>');
    expect(nameOf(drawer, 'button')).toBe('Delete Query #1');
    expect(drawer.querySelector('h4')?.getAttribute('aria-level')).toBe('3');
  });

  it('keep a name that is there, and begin it with the words that are seen', () => {
    const drawer = open(
      '<button class="a" aria-label="solid line style">Solid</button><button class="b" aria-label="x">Dots</button>',
    );
    expect(nameOf(drawer, '.a')).toBe('solid line style');
    expect(nameOf(drawer, '.b')).toBe('Dots, x');
  });

  it('name fields by the label near them', () => {
    const drawer = open(
      '<div><label>PromQL Expression</label><div><div class="cm-content"></div></div></div><div class="cm-content j" data-language="json"></div>',
    );
    expect(nameOf(drawer, '.cm-content')).toBe('PromQL Expression');
    expect(nameOf(drawer, '.j')).toBe('JSON');
  });

  it('hide a heading while it is empty', () => {
    const drawer = open('<h3></h3>');
    const heading = drawer.querySelector('h3');
    expect(heading?.getAttribute('aria-hidden')).toBe('true');
    if (heading) heading.textContent = 'Requests';
    completeParts(document.body);
    expect(heading?.hasAttribute('aria-hidden')).toBe(false);
  });

  it('are left alone the second time', () => {
    open('<div><button><svg data-testid="PlusIcon"></svg></button><p>Links</p></div>');
    const before = document.body.innerHTML;
    completeParts(document.body);
    expect(document.body.innerHTML).toBe(before);
  });
});

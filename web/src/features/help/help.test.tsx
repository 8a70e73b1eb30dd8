import { act, render, screen, within } from '@testing-library/react';
import { Link, MemoryRouter } from 'react-router-dom';
import { describe, expect, it, vi } from 'vitest';
import { renderPage } from '@/test/render';
import { HelpPage } from './help-page';
import { CONTENTS, helpLink, helpSlugs, readHelp } from './help-pages';
import { anchorOf, parseInline, parseMarkdown, plainText, type Block, type Inline } from './markdown';
import { MarkdownView } from './markdown-view';

function show(source: string): void {
  render(
    <MemoryRouter>
      <MarkdownView blocks={parseMarkdown(source)} from="user/health" />
    </MemoryRouter>,
  );
}

describe('a page of the documentation', () => {
  it('has headings, lists, tables, code and links', () => {
    show(
      '## What `it` is\n\n- one,\n  longer\n- **two**\n\n| key | does |\n| --- | --- |\n| `a \\| b` | *this* |\n\n```sh\n# no heading\n```\n\nSee [runs](run.md#the-log).',
    );
    expect(screen.getByRole('heading', { level: 2 })).toHaveAttribute('id', 'what-it-is');
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual(['one, longer', 'two']);
    expect(within(screen.getByRole('table')).getByText('a | b')).toBeInTheDocument();
    expect(screen.getByText('# no heading')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'runs' })).toHaveAttribute('href', '/help/user/run#the-log');
  });

  it('has no heading over a column that has none', () => {
    show('| | Grafana |\n| --- | --- |\n| panels | 12 |');
    expect(screen.getAllByRole('columnheader').map((head) => head.textContent)).toEqual(['Grafana']);
    expect(screen.getByRole('group', { name: 'Grafana' })).toBeInTheDocument();
  });

  it('is words: no markup in it becomes markup of the browser', () => {
    show(
      '<img src=x onerror="hostile=1"> and <script>hostile=1</script>\n\n[press](javascript:hostile=1) [data](data:text/html,x)',
    );
    expect(document.querySelector('img, script')).toBeNull();
    expect(screen.queryByRole('link')).toBeNull();
    expect(screen.getByText(/<img src=x/)).toBeInTheDocument();
  });

  it('leads to pages that are inside, to the web, and nowhere else', () => {
    expect(helpLink('report.md', 'user/health')).toEqual({ to: '/help/user/report', isOutside: false });
    expect(helpLink('user/view.md', 'quickstart')).toEqual({ to: '/help/user/view', isOutside: false });
    expect(helpLink('#more', 'user/health')).toEqual({ to: '/help/user/health#more', isOutside: false });
    expect(helpLink('https://perses.dev', 'user/health')).toEqual({ to: 'https://perses.dev', isOutside: true });
    expect(helpLink('../adr/README.md', 'user/health')).toBeUndefined();
    expect(helpLink('javascript:x', 'user/health')).toBeUndefined();
  });
});

function inlines(block: Block): readonly Inline[] {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return block.parts;
    case 'list':
      return block.items.flat();
    case 'table':
      return [...block.head.flat(), ...block.rows.flat(2)];
    case 'code':
      return [];
  }
}

function wordsOf(parts: readonly Inline[]): string[] {
  return parts.flatMap((part) =>
    part.kind === 'text' ? [part.text] : part.kind === 'code' ? [] : wordsOf(part.parts),
  );
}

function linksOf(parts: readonly Inline[]): string[] {
  return parts.flatMap((part) => {
    if (part.kind === 'text' || part.kind === 'code') return [];
    return [...(part.kind === 'link' ? [part.to] : []), ...linksOf(part.parts)];
  });
}

describe('the pages that are inside', () => {
  it('are all in the table of contents, and it has no others', () => {
    const listed = CONTENTS.flatMap(({ pages }) => pages.map(({ slug }) => slug));
    expect(listed.toSorted()).toEqual(helpSlugs().toSorted());
  });

  it.each(helpSlugs())('%s: all of its Markdown is understood, and its links lead somewhere', async (slug) => {
    const blocks = parseMarkdown((await readHelp(slug)) ?? '');
    expect(blocks[0]).toMatchObject({ kind: 'heading', level: 1 });
    const words = blocks.flatMap((block) => wordsOf(inlines(block)));
    expect(words.filter((text) => /\]\(|\*\*|`|^#|^\||<!--/.test(text))).toEqual([]);
    const inside = blocks
      .flatMap((block) => linksOf(inlines(block)))
      .filter((to) => /^[\w#-]+(\/[\w-]+)*(\.md)?(#|$)/.test(to));
    for (const to of inside) expect({ to, leads: helpLink(to, slug) !== undefined }).toEqual({ to, leads: true });
  });
});

it('the pieces of a line', () => {
  expect(plainText(parseInline('a `b` **c** *d* e'))).toBe('a b c d e');
  expect(parseInline('2 * 3 * 4')).toEqual([{ kind: 'text', text: '2 * 3 * 4' }]);
  expect(anchorOf('What you `see`, and why')).toBe('what-you-see-and-why');
});

describe('an address of the documentation', () => {
  it('may name a place that nobody can read', async () => {
    renderPage(<HelpPage />, { path: '/help/quickstart#%', route: '/help/*' });
    expect(await screen.findByRole('heading', { level: 1, name: 'Quickstart' })).toBeInTheDocument();
  });

  it('leads to its place however often it is followed', async () => {
    const scroll = vi.spyOn(Element.prototype, 'scrollIntoView');
    renderPage(
      <>
        <HelpPage />
        <Link to="/help/quickstart#history">there</Link>
      </>,
      { path: '/help/quickstart', route: '/help/*' },
    );
    await screen.findByRole('heading', { level: 1, name: 'Quickstart' });
    act(() => screen.getByRole('link', { name: 'there' }).click());
    act(() => screen.getByRole('link', { name: 'there' }).click());
    expect(scroll).toHaveBeenCalledTimes(2);
    scroll.mockRestore();
  });
});

import { describe, expect, it } from 'vitest';
import { panelLinks, safeHref } from './panel-links';

describe('a link of a panel', () => {
  it.each(['https://wiki.example.com/a', '/p/default/dashboards/b?start=1h', 'mailto:ops@example.com', '?start=6h'])(
    'may lead to %s',
    (url) => {
      expect(safeHref(url)).toBe(url);
    },
  );

  it.each(['javascript:alert(1)', ' java\tscript:alert(1)', 'data:text/html,<b>', 'vbscript:x', 'https://[', ''])(
    'may not lead to %j',
    (url) => {
      expect(safeHref(url)).toBeUndefined();
    },
  );

  it('has the values of the variables in it, unless it does not want them', () => {
    const variables = { job: { value: 'api', loading: false }, bad: { value: 'javascript:alert(1)', loading: false } };
    const links = panelLinks(
      [
        { name: 'Runbook of $job', url: 'https://wiki.example.com/$job', targetBlank: true },
        { url: 'https://wiki.example.com/$job', renderVariables: false },
        { name: 'No', url: '$bad' },
      ],
      variables,
    );
    expect(links).toEqual([
      { name: 'Runbook of api', hint: '', href: 'https://wiki.example.com/api', isNewTab: true },
      { name: 'https://wiki.example.com/$job', hint: '', href: 'https://wiki.example.com/$job', isNewTab: false },
      { name: 'No', hint: '', href: undefined, isNewTab: false },
    ]);
  });
});

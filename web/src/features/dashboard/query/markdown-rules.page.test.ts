import DOMPurify from 'dompurify';
import { describe, expect, it } from 'vitest';
import './markdown-rules';

/** As the Markdown plugin calls it. */
const clean = (html: string): string => DOMPurify.sanitize(html);

describe('the HTML of a Markdown panel', () => {
  it.each([
    '<p>Text with <strong>weight</strong>, <em>stress</em>, <code>code</code> and <br>a break</p>',
    '<h1>Title</h1><ul><li>one</li></ul><ol start="3"><li>three</li></ol><hr><blockquote>said</blockquote>',
    '<table><thead><tr><th align="left">a</th></tr></thead><tbody><tr><td align="right">1</td></tr></tbody></table>',
    '<a href="https://example.com/a?b#c" title="there">there</a> <a href="/p/default/dashboards">here</a>',
    '<a href="mailto:ops@example.com">write</a> <a href="#part">part</a> <a href="?var-a=b">other</a>',
    '<details open=""><summary>more</summary>text</details>',
  ])('keeps %s', (html) => {
    expect(clean(html)).toBe(html);
  });

  it.each([
    [
      'a picture from elsewhere, but for its words',
      '<img alt="chart" src="https://evil.example/a.png">',
      '<img alt="chart">',
    ],
    ['a picture of this server', '<img alt="" src="/api/v1/me">', '<img alt="">'],
    ['a form', '<form action="//evil.example"><input type="password"><button>Sign in</button></form>', 'Sign in'],
    ['a style sheet', '<b>a</b><style>*{display:none}</style>', '<b>a</b>'],
    ['names that hide the page’s own', '<a id="location" name="location">a</a>', '<a>a</a>'],
    ['classes of the page', '<div class="MuiDrawer-root">a</div>', '<div>a</div>'],
    ['a frame', '<b>a</b><iframe src="//evil.example"></iframe>', '<b>a</b>'],
    ['another base', '<base href="//evil.example/"><b>a</b>', '<b>a</b>'],
    ['a drawing', '<b>a</b><svg onload="alert(1)"><a href="javascript:alert(1)"></a></svg>', '<b>a</b>'],
  ])('leaves out %s', (_, html, rest) => {
    expect(clean(html)).toBe(rest);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
  ])('leaves out a link to %j', (target) => {
    const link = document.createElement('a');
    link.setAttribute('href', target);
    expect(clean(link.outerHTML)).toBe('<a></a>');
  });

  it('keeps the colours of a text, and nothing that moves it over the page', () => {
    expect(clean('<span style="color: red; position: fixed; inset: 0; background: url(//evil.example)">a</span>')).toBe(
      '<span style="color: red;">a</span>',
    );
    expect(clean('<span style="position:fixed">a</span>')).toBe('<span>a</span>');
  });

  it('keeps the boxes of a list of tasks, which nobody can type into', () => {
    expect(clean('<li><input disabled="" type="checkbox" checked=""> done</li>')).toBe(
      '<li><input disabled="" type="checkbox" checked=""> done</li>',
    );
    expect(clean('<b>a</b><input type="text">')).toBe('<b>a</b>');
  });
});

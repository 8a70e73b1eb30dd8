import DOMPurify from 'dompurify';

/**
 * What a Markdown panel may hold, for the plugin that cleans its HTML with the same DOMPurify. The plugin keeps
 * scripts out; these rules also keep out what looks like a part of the page or asks another server: forms, style
 * sheets, pictures, a text laid over everything.
 */
const TEXT = [
  'p',
  'br',
  'hr',
  'div',
  'span',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'blockquote',
  'pre',
  'details',
  'summary',
];
const WORDS = ['a', 'abbr', 'b', 'cite', 'code', 'del', 'em', 'i', 'ins', 'kbd', 'mark', 'q', 's', 'samp', 'small'];
const MORE_WORDS = ['strong', 'sub', 'sup', 'u', 'var'];
const LISTS = ['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'input'];
const TABLES = ['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'];
/** Without its source: the words of a picture are shown. */
const PICTURES = ['img'];

const ATTRIBUTES = ['href', 'title', 'alt', 'align', 'colspan', 'rowspan', 'start', 'open', 'style'];
const BOXES = ['type', 'checked', 'disabled'];
const STYLES = ['color', 'background-color', 'text-align', 'font-weight', 'font-style', 'text-decoration'];

/** A web or mail address, or one of this server; `//host` and `\` are of another. */
const TARGET = /^(?:https?:\/\/|mailto:|[#?]|\/(?![/\\])|\.{1,2}\/|[\w-]+(?:[/?#]|$))/i;

DOMPurify.setConfig({
  ALLOWED_TAGS: [...TEXT, ...WORDS, ...MORE_WORDS, ...LISTS, ...TABLES, ...PICTURES],
  ALLOWED_ATTR: [...ATTRIBUTES, ...BOXES],
  ALLOW_ARIA_ATTR: false,
  ALLOW_DATA_ATTR: false,
  ALLOWED_URI_REGEXP: TARGET,
});

function keepStyles(element: HTMLElement): void {
  const kept = STYLES.map((name) => [name, element.style.getPropertyValue(name)]).filter(([, value]) => value !== '');
  if (kept.length === 0) element.removeAttribute('style');
  else element.setAttribute('style', kept.map(([name, value]) => `${name}: ${value};`).join(' '));
}

DOMPurify.addHook('afterSanitizeAttributes', (element) => {
  if (element instanceof HTMLElement && element.hasAttribute('style')) keepStyles(element);
  // Of all fields only the box of a task, for reading.
  if (element instanceof HTMLInputElement) {
    if (element.type === 'checkbox') element.disabled = true;
    else element.remove();
  }
});

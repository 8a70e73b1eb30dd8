/**
 * What the editors of Perses leave out for those who don't see them: names of buttons with an icon alone, of
 * fields without a label, and that a drawer is a dialog.
 */

const ICON_WORDS: Readonly<Record<string, string>> = {
  ChevronDownIcon: 'Fold',
  ChevronRightIcon: 'Unfold',
  ChevronUpIcon: 'Unfold',
  DeleteIcon: 'Delete',
  DeleteOutlineIcon: 'Delete',
  TrashIcon: 'Delete',
  TrashCanIcon: 'Delete',
  InformationOutlineIcon: 'What it means',
  PlusIcon: 'Add',
  AddIcon: 'Add',
  CloseIcon: 'Close',
  PencilIcon: 'Edit',
  ContentDuplicateIcon: 'Copy',
  ArrowUpIcon: 'Up',
  ArrowDownIcon: 'Down',
  RefreshIcon: 'Refresh',
  OpenInNewIcon: 'Open',
};

const SEARCHED_PARENTS = 4;
const LONGEST_NAME = 60;

function textOf(element: Element | null | undefined): string {
  return (element?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
}

/** The words of the label or heading nearest to an element. */
function wordsNear(element: Element): string {
  let parent = element.parentElement;
  for (let step = 0; parent && step < SEARCHED_PARENTS; step += 1, parent = parent.parentElement) {
    for (const candidate of parent.querySelectorAll('label, h2, h3, h4, h5, h6, p, td:first-child, th:first-child')) {
      const words = textOf(candidate);
      if (!candidate.contains(element) && words !== '' && words.length <= LONGEST_NAME) return words;
    }
  }
  return '';
}

function nameButtons(root: Element): void {
  for (const button of root.querySelectorAll('button:not([aria-label], [aria-labelledby], [title])')) {
    if (textOf(button) !== '') continue;
    const word = ICON_WORDS[button.querySelector('svg')?.dataset['testid'] ?? ''] ?? 'Change';
    button.setAttribute('aria-label', `${word} ${wordsNear(button)}`.trim());
  }
  // A name that does not hold the words that are seen can't be spoken to.
  for (const button of root.querySelectorAll('button[aria-label]')) {
    const [seen, named] = [textOf(button), button.getAttribute('aria-label') ?? ''];
    if (seen !== '' && !named.toLowerCase().includes(seen.toLowerCase())) {
      button.setAttribute('aria-label', `${seen}, ${named}`);
    }
  }
}

function nameFields(root: Element): void {
  const fields = '.cm-content, input[type="range"], input[type="checkbox"], input:not([type])';
  for (const field of root.querySelectorAll<HTMLElement>(fields)) {
    const isLabelled = field instanceof HTMLInputElement && (field.labels?.length ?? 0) > 0;
    const isNamed = field.hasAttribute('aria-label') || field.hasAttribute('aria-labelledby');
    if (isLabelled || isNamed || field.hasAttribute('title')) continue;
    const usual = field.dataset['language'] === 'json' ? 'JSON' : 'Value';
    field.setAttribute('aria-label', usual === 'JSON' ? usual : wordsNear(field) || usual);
  }
}

function levelHeadings(root: Element): void {
  for (const heading of root.querySelectorAll('h4, h5, h6')) heading.setAttribute('aria-level', '3');
  for (const heading of root.querySelectorAll('h2, h3, h4, h5, h6')) {
    const isEmpty = textOf(heading) === '';
    if (isEmpty !== (heading.getAttribute('aria-hidden') === 'true')) {
      if (isEmpty) heading.setAttribute('aria-hidden', 'true');
      else heading.removeAttribute('aria-hidden');
    }
  }
}

/** A drawer shows one form after the other: its name follows the title. */
function describeDrawer(paper: Element): void {
  const title = textOf(paper.querySelector('h2'));
  if (title === '') return;
  if (paper.getAttribute('aria-label') !== title) paper.setAttribute('aria-label', title);
  if (paper.getAttribute('role') === 'dialog') return;
  paper.setAttribute('role', 'dialog');
  paper.setAttribute('aria-modal', 'true');
}

/** Completes what is open now. Doing it again changes nothing. */
export function completeParts(root: ParentNode): void {
  for (const paper of root.querySelectorAll('.MuiDrawer-paper, .MuiDialog-paper')) {
    if (paper.classList.contains('MuiDrawer-paper')) describeDrawer(paper);
    nameButtons(paper);
    nameFields(paper);
    levelHeadings(paper);
  }
}

import { useState } from 'react';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { closeNotices, noticesNow } from '@/test/notices';
import { renderPage } from '@/test/render';
import { held, problem, serve } from '@/test/server';
import { ImportDialog } from './import-dialog';
import { stoppedWords } from './import-outcome';

const PROJECT = '/api/v1/projects/commerce';
const TITLES = ['Web', 'Api', 'Db'];
const DOCUMENTS = TITLES.map((title, index) => ({
  index,
  format: 'perses',
  name: title.toLowerCase(),
  name_in_file: title.toLowerCase(),
  display_name: title,
  panels: 1,
  changed: 0,
  notes: 0,
  queries: 1,
  queries_dropped: 0,
  exists: false,
  in_bin: false,
  saved: false,
  report: [],
  datasources: [],
}));
const saved = (name: string) => ({ body: { name, saved: true, documents: [{ ...DOCUMENTS[0], name, saved: true }] } });

function List() {
  const [isOpen, setIsOpen] = useState(true);
  return isOpen ? <ImportDialog project="commerce" onClose={() => setIsOpen(false)} /> : <p>The list</p>;
}

/** Three dashboards, of which the first is on its way. */
async function importing() {
  const answers = TITLES.map(() => held());
  let next = 0;
  const { requests } = serve({
    [`POST ${PROJECT}/imports`]: (request) =>
      JSON.stringify(request.body).includes('"dry_run":true')
        ? { body: { documents: DOCUMENTS } }
        : (answers[next++]?.wait(request) ?? { status: 500 }),
    [`GET ${PROJECT}/datasources`]: { body: [] },
    'GET /api/v1/globaldatasources': { body: [] },
    [`POST ${PROJECT}/validations`]: { body: { id: 'run-1' } },
  });
  const page = renderPage(<List />, { path: '/p/commerce/dashboards', route: '/p/commerce/dashboards' });
  await userEvent.click(screen.getByLabelText('Text of the dashboard'));
  await userEvent.paste('[]');
  await userEvent.click(screen.getByRole('button', { name: 'Look at it' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Import 3 dashboards' }));
  await screen.findByText(/0 of 3 saved/);
  const begun = () => requests.filter(({ body }) => String(JSON.stringify(body)).includes('"dry_run":false')).length;
  const checks = () => requests.filter(({ path }) => path.endsWith('/validations')).length;
  return {
    answer: (index: number, said: Parameters<ReturnType<typeof held>['answer']>[0]) => answers[index]?.answer(said),
    begun,
    checks,
    ...page,
  };
}

const question = () => screen.getByRole('dialog', { name: 'Stop the import?' });
const inQuestion = (name: string) => userEvent.click(within(question()).getByRole('button', { name }));

/** Whether the browser would ask before it loads the page again. */
const isHeld = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));

afterEach(() => {
  closeNotices();
  closeNotices('/p/commerce/dashboards');
});

describe('an import that is closed while it saves', () => {
  const ways = {
    'the cross': () => userEvent.click(screen.getAllByRole('button', { name: 'Close' })[0] ?? document.body),
    'the button': () => userEvent.click(screen.getByText('Close', { selector: 'button' })),
  };

  it.each(Object.entries(ways))('by %s asks, and goes on when one wants it to', async (_, way) => {
    const { answer, begun } = await importing();
    await way();
    expect(question()).toHaveAccessibleDescription('What is saved stays; 3 are not imported yet.');
    await inQuestion('Go on importing');
    answer(0, saved('web'));
    await screen.findByText(/1 of 3 saved/);
    expect(begun()).toBe(2);
    await way();
    expect(question()).toHaveAccessibleDescription('What is saved stays; 2 are not imported yet.');
    await inQuestion('Stop');
    answer(1, saved('api'));
    await expect.poll(isHeld).toBe(false);
  });

  it('stops after what is on its way, checks nothing, and says what came of it', async () => {
    const { answer, begun, checks } = await importing();
    await ways['the cross']();
    await inQuestion('Stop');
    expect(screen.getByText('The list')).toBeInTheDocument();
    expect(isHeld()).toBe(true);
    answer(0, saved('web'));
    await expect.poll(() => noticesNow().length).toBe(1);
    expect(noticesNow()).toMatchObject([
      {
        title: 'The import was stopped',
        text: '1 dashboard is imported, 2 were not begun. No check was started.',
      },
    ]);
    expect(isHeld()).toBe(false);
    expect([begun(), checks()]).toEqual([1, 0]);
  });

  it('says that the one on its way failed', async () => {
    const { answer } = await importing();
    await ways['the cross']();
    await inQuestion('Stop');
    answer(0, problem(507, 'unavailable', 'The disk is full'));
    await expect
      .poll(() => noticesNow()[0]?.text)
      .toBe('No dashboard is imported, 1 failed, 2 were not begun. Web: The disk is full');
  });

  it('by Back asks the same, and stops as well', async () => {
    const { answer, begun, go } = await importing();
    await go(-1);
    expect(question()).toHaveAccessibleDescription('What is saved stays; 3 are not imported yet.');
    await inQuestion('Stop');
    answer(0, saved('web'));
    await expect.poll(() => noticesNow()[0]?.title).toBe('The import was stopped');
    expect(begun()).toBe(1);
  });

  it('is not asked about any more once it is done', async () => {
    const { answer, address } = await importing();
    await ways['the cross']();
    answer(0, saved('web'));
    answer(1, saved('api'));
    answer(2, problem(507, 'unavailable', 'The disk is full'));
    await expect.poll(() => screen.queryByRole('dialog', { name: 'Stop the import?' })).toBeNull();
    expect(await screen.findByRole('button', { name: 'Try 1 again' })).toBeInTheDocument();
    await expect
      .poll(() => noticesNow('/p/commerce/dashboards').at(-1)?.title)
      .toBe('2 dashboards are imported and being checked, 1 failed');
    expect(address()).toBe('/p/commerce/dashboards');
  });
});

it.each([
  { names: ['a'], left: 0, checks: false, words: '1 dashboard is imported.' },
  {
    names: ['a', 'b'],
    left: 1,
    checks: true,
    words: '2 dashboards are imported, 1 was not begun. No check was started.',
  },
  { names: [], left: 2, checks: true, words: 'No dashboard is imported, 2 were not begun.' },
])('a stopped import of $names with $left left: $words', ({ names, left, checks, words }) => {
  expect(stoppedWords({ saved: names, failed: [], left, isStopped: true }, checks)).toBe(words);
});

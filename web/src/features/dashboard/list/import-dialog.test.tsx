import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { BEFORE, renderPage } from '@/test/render';
import { serve } from '@/test/server';
import { ImportDialog } from './import-dialog';

const PROJECT = '/api/v1/projects/commerce';
const missing = {
  outcome: 'changed',
  field: 'spec.panels.p.datasource.name',
  reason: 'Datasource that is not here',
  becomes: 'no data until it is there, or choose another',
  missing_datasource: 'theirs',
};
const BOARD = {
  index: 0,
  format: 'perses',
  name: 'web',
  name_in_file: 'web',
  display_name: 'Web',
  panels: 2,
  changed: 0,
  notes: 0,
  queries: 2,
  queries_dropped: 0,
  exists: false,
  in_bin: false,
  saved: false,
  report: [missing],
  datasources: [
    {
      name: 'theirs',
      kind: 'PrometheusDatasource',
      queries: 2,
      variable: false,
      inline: false,
      drawable: true,
      found: false,
      here: 'theirs',
    },
  ],
};

/** A Prometheus datasource of the project. */
function prometheus(name: string, isDefault: boolean) {
  const spec = { default: isDefault, plugin: { kind: 'PrometheusDatasource', spec: {} } };
  return { kind: 'Datasource', metadata: { name, project: 'commerce' }, spec };
}

async function look(sources: readonly unknown[]) {
  serve({
    [`POST ${PROJECT}/imports`]: { body: { documents: [BOARD] } },
    [`GET ${PROJECT}/datasources`]: { body: sources },
    'GET /api/v1/globaldatasources': { body: [] },
  });
  const onClose = vi.fn();
  renderPage(<ImportDialog project="commerce" onClose={onClose} />);
  await userEvent.click(screen.getByLabelText('Text of the dashboard'));
  await userEvent.paste('{"kind": "Dashboard"}');
  await userEvent.click(screen.getByRole('button', { name: 'Look at it' }));
  await screen.findByRole('button', { name: 'Import Web' });
  return onClose;
}

it('misses no datasource that one of here stands for, by default or by choice', async () => {
  await look([prometheus('thanos', false)]);
  expect(await screen.findByText('thanos (default)')).toBeInTheDocument();
  expect(screen.queryByText('Datasource that is not here')).toBeNull();
});

it('misses a datasource as long as nothing here stands for it', async () => {
  await look([]);
  expect(screen.getByText('Datasource that is not here')).toBeVisible();
});

it('asks before files, names and choices are lost', async () => {
  const onClose = await look([]);
  fireEvent(screen.getByRole('dialog', { name: /come/ }), new Event('cancel'));
  expect(onClose).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole('button', { name: 'Go on editing' }));
  expect(screen.getByRole('button', { name: 'Import Web' })).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Close' }));
  await userEvent.click(screen.getByRole('button', { name: 'Close, lose it' }));
  expect(onClose).toHaveBeenCalled();
});

it('asks before the page is left with a text that was pasted', async () => {
  serve({});
  const { go, address } = renderPage(<ImportDialog project="commerce" onClose={vi.fn()} />);
  await userEvent.click(screen.getByLabelText('Text of the dashboard'));
  await userEvent.paste('{"kind": "Dashboard"}');
  await go(-1);
  expect(address()).toBe('/');
  await userEvent.click(screen.getByRole('button', { name: 'Leave, lose it' }));
  await waitFor(() => expect(address()).toBe(BEFORE));
});

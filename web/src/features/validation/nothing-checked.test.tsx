import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderPage } from '@/test/render';
import { NothingChecked } from './nothing-checked';
import type { Check } from './use-check';

const CHECK: Check = {
  start: () => undefined,
  isStarting: false,
  disabledReason: undefined,
  refusal: undefined,
  run: '',
  wasJoined: false,
  close: () => undefined,
};

it.each([
  [1, 'Check 1 dashboard now', false],
  [2, 'Check 2 dashboards now', true],
])('before the first check of %d it begins there, and shows how several are spread', (total, begin, isShown) => {
  renderPage(<NothingChecked project="commerce" total={total} nextCheckAt={undefined} check={CHECK} />);
  expect(screen.getByRole('button', { name: begin })).toBeInTheDocument();
  expect(screen.queryByText(/spread evenly/) !== null).toBe(isShown);
});

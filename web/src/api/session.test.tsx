import { screen } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { aMe, aMembership } from '@/test/factories';
import { renderPage } from '@/test/render';
import { whyNot } from './permissions';
import { projectOfPath, useCan, useCurrentProject, useDisabledReason } from './session';

function Probe() {
  const project = useCurrentProject();
  const can = useCan('policy:manage');
  const reason = useDisabledReason('policy:manage');
  return <output>{`${project?.name ?? 'none'} ${String(can)} ${reason ?? 'free'}`}</output>;
}

const me = aMe({ projects: [aMembership('owner', 'commerce'), aMembership('operator', 'risk')] });

beforeEach(() => localStorage.clear());

describe('the current project', () => {
  it('is that of the address', () => {
    renderPage(<Probe />, { path: '/p/risk/runs', me });
    expect(screen.getByRole('status')).toHaveTextContent('risk false Needs manager. You are operator.');
  });

  it('is the one used last on a page without a project, else the first', () => {
    renderPage(<Probe />, { path: '/settings/profile', me });
    expect(screen.getByRole('status')).toHaveTextContent('commerce true free');
    localStorage.setItem('dashkeep.project', 'risk');
    renderPage(<Probe />, { path: '/settings/profile', me });
    expect(screen.getAllByRole('status')[1]).toHaveTextContent('risk');
  });

  it('is none for an address of a project that one is not in', () => {
    renderPage(<Probe />, { path: '/p/other/runs', me });
    expect(screen.getByRole('status')).toHaveTextContent('none false Needs manager. You are no member.');
  });

  it('is read from an address', () => {
    expect(projectOfPath('/p/my%20team/runs')).toBe('my team');
    expect(projectOfPath('/settings/profile')).toBeUndefined();
  });
});

describe('whyNot', () => {
  it('says what is needed and who one is', () => {
    expect(whyNot('member:manage', 'manager')).toBe('Needs owner. You are manager.');
  });
});

import { describe, expect, it } from 'vitest';
import { aMembership } from '@/test/factories';
import { countSince, freshWord } from './bell-model';
import { tabTitle, worstOf } from './document-head';
import { describeStream } from './live-chip';
import { badgesOf } from './nav-badges';
import { areaOf, currentChild, navItems, pathInProject } from './nav-model';
import type { PaletteEntry } from '@/kit/palette/palette-registry';
import { actionsOf, highlight, matching, parseQuery, toSections } from './palette-model';

const BADGES = {
  failing: 0,
  warning: 0,
  unknown: 0,
  healthy: 0,
  running: 0,
  awaiting_input: 0,
  worst: 'UNKNOWN',
} as const;

describe('navigation', () => {
  it('has the areas of a project, and administration only for administrators', () => {
    const labels = (isAdmin: boolean): string[] =>
      navItems({ project: aMembership(), isAdmin }).flatMap((item) => [
        item.label,
        ...item.children.map((child) => child.label),
      ]);
    expect(labels(false)).toEqual([
      'Home',
      'Dashboards',
      'Health',
      'Center',
      'Policies',
      'Runs',
      'Settings',
      'Profile',
      'API tokens',
      'Members',
      'Datasources',
      'About',
    ]);
    expect(labels(true)).toContain('Users');
  });

  it('has nothing of a project for somebody who is in none', () => {
    expect(navItems({ project: undefined, isAdmin: false }).map((item) => item.id)).toEqual(['home', 'settings']);
  });

  it('gives each area a key of its own', () => {
    const keys = navItems({ project: aMembership(), isAdmin: true }).map((item) => item.key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each([
    ['/', 'home'],
    ['/p/commerce/dashboards/x/edit', 'dashboards'],
    ['/p/commerce/health/policies/new', 'health'],
    ['/p/commerce/settings/members', 'settings'],
    ['/admin/users', 'settings'],
    ['/elsewhere', undefined],
  ])('%s belongs to %s', (path, area) => {
    expect(areaOf(path)).toBe(area);
  });

  it('finds the nearest entry below an area', () => {
    const children =
      navItems({ project: aMembership(), isAdmin: false }).find((item) => item.id === 'health')?.children ?? [];
    expect(currentChild('/p/commerce/health/policies/7', children)?.label).toBe('Policies');
    expect(currentChild('/p/commerce/health/built-in/checkout', children)?.label).toBe('Center');
  });

  it('switches the project but not the area, and leaves the single thing behind', () => {
    expect(pathInProject('/p/commerce/runs/7', 'risk')).toBe('/p/risk/runs');
    expect(pathInProject('/p/commerce/settings/members', 'risk')).toBe('/p/risk/settings/members');
    expect(pathInProject('/settings/profile', 'risk')).toBe('/p/risk/dashboards');
  });
});

describe('counts of the shell', () => {
  it('shows what is there, the most urgent last', () => {
    expect(badgesOf('runs', { ...BADGES, running: 3, awaiting_input: 1 }).map((badge) => badge.glyph)).toEqual([
      'running',
      'needs-input',
    ]);
    expect(badgesOf('health', BADGES)).toEqual([]);
    expect(badgesOf('health', undefined)).toEqual([]);
  });

  it('puts the worst state and the failing count into the tab', () => {
    expect(worstOf({ ...BADGES, failing: 1, awaiting_input: 1 })).toBe('failed');
    expect(worstOf({ ...BADGES, warning: 1, awaiting_input: 1 })).toBe('needs-input');
    expect(worstOf({ ...BADGES, healthy: 4 })).toBe('ok');
    expect(worstOf(BADGES)).toBe('unknown');
    expect(tabTitle('Runs', 17)).toBe('(17) Runs, Dashkeep');
    expect(tabTitle(undefined, 0)).toBe('Dashkeep');
  });

  it('counts notifications since the last look by when they became news', () => {
    const runs = [
      { created_at: '2026-11-20T08:00:00Z', finished_at: '2026-11-20T09:00:00Z' },
      { created_at: '2026-11-20T07:00:00Z' },
    ];
    expect(countSince(runs, '2026-11-20T08:30:00Z')).toBe(1);
    expect(countSince(runs, undefined)).toBe(2);
    expect([freshWord(3, 8), freshWord(8, 8)]).toEqual(['3', '8+']);
  });
});

describe('the live chip', () => {
  it('says what the stream does', () => {
    const words = (state: Parameters<typeof describeStream>[0]): string => describeStream(state, () => '09:36').words;
    expect(words({ state: 'live' })).toBe('Live');
    expect(words({ state: 'reconnecting', since: 0 })).toBe('Reconnecting');
    expect(words({ state: 'polling', at: 0 })).toBe('Every 5 s');
    expect(words({ state: 'paused', since: 0 })).toBe('Paused');
    expect(words({ state: 'stale', since: 0 })).toBe('Stale since 09:36');
  });
});

describe('the palette', () => {
  const entry = (title: string, keywords: string[] = []) => ({ id: title, title, keywords, to: `/${title}` });

  it('prefers the start of a title, then of a word, then inside, then keywords', () => {
    const entries = [
      entry('Forever'),
      entry('Total revenue'),
      entry('Settings', ['revoke']),
      entry('Revenue'),
      entry('Other'),
    ];
    expect(matching(entries, 'rev').map((found) => found.title)).toEqual([
      'Revenue',
      'Total revenue',
      'Forever',
      'Settings',
    ]);
    expect(matching(entries, 'ever').map((found) => found.title)).toEqual(['Forever']);
  });

  it('marks what was typed where it fits best', () => {
    expect(
      highlight('Prevent revenue', 'rev')
        .map((part) => (part.isMatch ? `[${part.text}]` : part.text))
        .join(''),
    ).toBe('Prevent [rev]enue');
    expect(highlight('Revenue', '')).toEqual([{ at: 0, text: 'Revenue', isMatch: false }]);
    // Each part has a place of its own, also when two say the same.
    expect(highlight('aXa', 'X').map((part) => part.at)).toEqual([0, 1, 2]);
  });

  it('keeps the groups in their order, each thing once', () => {
    const sections = toSections([
      { group: 'Go to', entries: [entry('Runs')] },
      { group: 'Dashboards', entries: [entry('A'), entry('A')] },
      { group: 'Do', entries: [] },
    ]);
    expect(sections.map((section) => [section.group, section.entries.length])).toEqual([
      ['Dashboards', 1],
      ['Go to', 1],
    ]);
  });

  it('asks for actions only after a sign', () => {
    expect(parseQuery('> new')).toMatchObject({ text: 'new', words: 'new', onlyActions: true });
    expect(parseQuery(' rev ')).toMatchObject({ text: 'rev', words: 'rev', onlyActions: false });
  });

  it('takes a verb before the name of a thing, in any case, and only with a name', () => {
    expect(parseQuery('Check risk cost')).toMatchObject({ text: 'Check risk cost', verb: 'check', words: 'risk cost' });
    expect(parseQuery('>history of  Web')).toMatchObject({ verb: 'history', words: 'Web', onlyActions: true });
    expect(parseQuery('check ')).toMatchObject({ verb: undefined, words: 'check' });
    expect(parseQuery('checkout latency')).toMatchObject({ verb: undefined, words: 'checkout latency' });
  });

  it('offers what can be done with the best find, and with a verb that with each', () => {
    const found = (title: string): PaletteEntry => ({
      ...entry(title),
      actions: [
        { ...entry(`Check ${title} now`), verb: 'check', isOffered: true },
        { ...entry(`Open ${title}`), verb: 'open' },
      ],
    });
    const finds = [found('Risk'), found('Cost')];
    const done = (input: string) => actionsOf(finds, parseQuery(input)).map(({ title }) => title);
    expect(done('')).toEqual([]);
    expect(done('ris')).toEqual(['Check Risk now']);
    expect(done('check r')).toEqual(['Check Risk now', 'Check Cost now']);
    expect(done('open r')).toEqual(['Open Risk', 'Open Cost']);
  });
});

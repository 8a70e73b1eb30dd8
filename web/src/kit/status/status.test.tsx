import { render, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import userEvent from '@testing-library/user-event';
import { Strip } from '@/kit/chart/strip';
import { describeStrip, layoutStrip, stripWidth } from '@/kit/chart/strip-model';
import { Bar } from './bar';
import { CountFilters } from './count-filters';
import { StatusGlyph } from './status-glyph';
import { GLYPHS, HEALTH_STATES, healthFace, isFinished, ITEM_STATUSES, RUN_STATUSES, runFace } from './status-table';

describe('the table of states', () => {
  it.each([...RUN_STATUSES, ...ITEM_STATUSES])('%s has a word and a glyph of its own kind', (status) => {
    expect(runFace(status).label).not.toBe('Unknown');
    expect(GLYPHS).toContain(runFace(status).glyph);
  });

  it('never shows what it does not know as healthy', () => {
    expect(runFace('exploded').label).toBe('Unknown');
    expect(healthFace('GREAT').glyph).toBe('unknown');
  });

  it('gives each health state its own shape', () => {
    const glyphs = HEALTH_STATES.map((state) => healthFace(state).glyph);
    expect(new Set(glyphs).size).toBe(HEALTH_STATES.length);
  });

  it('knows which runs are at their end', () => {
    expect(RUN_STATUSES.filter(isFinished)).toEqual(['succeeded', 'partially_succeeded', 'failed', 'cancelled']);
  });
});

describe('StatusGlyph', () => {
  it('uses each mask id once, so that two glyphs on a page do not share a cut-out', () => {
    const { container } = render(
      <>
        <StatusGlyph glyph="ok" />
        <StatusGlyph glyph="ok" />
        <StatusGlyph glyph="failed" />
      </>,
    );
    const ids = [...container.querySelectorAll('mask')].map((mask) => mask.id);
    expect(new Set(ids).size).toBe(3);
    expect(ids.every((id) => /^[\w-]+$/.test(id))).toBe(true);
  });

  it('has a name only when it stands alone', () => {
    render(<StatusGlyph glyph="failed" label="Failing" />);
    expect(screen.getByRole('img', { name: 'Failing' })).toBeInTheDocument();
  });
});

describe('strips', () => {
  const marks = [{ state: 'PASS' }, { state: 'WARN' }, { state: 'FAIL' }] as const;

  it('puts the newest mark at the right end and leaves room for older ones', () => {
    const bars = layoutStrip(marks, 'list', 5);
    expect(bars.map((bar) => bar.x)).toEqual([11, 16.5, 22]);
    expect((bars[2]?.x ?? 0) + (bars[2]?.width ?? 0)).toBe(stripWidth('list', 5));
  });

  it('shows the state by height', () => {
    const [pass, warn, fail] = layoutStrip(marks, 'list', 3).map((bar) => bar.height);
    expect(pass).toBeLessThan(warn ?? 0);
    expect(warn).toBeLessThan(fail ?? 0);
  });

  it('says in words what it shows', () => {
    expect(describeStrip([])).toBe('Never checked');
    expect(describeStrip(marks)).toBe('Last 3 checks: 1 failing, 1 warning, 1 healthy');
    render(<Strip marks={marks} slots={2} />);
    expect(screen.getByRole('img', { name: 'Last 2 checks: 1 failing, 1 warning' })).toBeInTheDocument();
  });
});

describe('Bar', () => {
  it('says its counts in words and leaves out what is nothing', () => {
    render(
      <Bar
        label="Health"
        segments={[
          { tone: 'failed', count: 17, label: 'failing' },
          { tone: 'warning', count: 0, label: 'warning' },
          { tone: 'ok', count: 1204, label: 'healthy' },
        ]}
      />,
    );
    expect(screen.getByRole('img', { name: 'Health: 17 failing, 1 204 healthy' })).toBeInTheDocument();
  });
});

describe('CountFilters', () => {
  const counts = [
    { value: 'FAIL', glyph: 'failed', count: 17, label: 'Failing' },
    { value: 'WARN', glyph: 'warning', count: 11, label: 'Warning' },
  ] as const;

  it('chooses one, and shows all again at the second press', async () => {
    const onChange = vi.fn<(value: string | undefined) => void>();
    const { rerender } = render(<CountFilters label="Health" counts={counts} value={undefined} onChange={onChange} />);
    await userEvent.click(screen.getByRole('button', { name: /17 Failing/ }));
    expect(onChange).toHaveBeenLastCalledWith('FAIL');
    rerender(<CountFilters label="Health" counts={counts} value="FAIL" onChange={onChange} />);
    await userEvent.click(screen.getByRole('button', { name: /17 Failing/, pressed: true }));
    expect(onChange).toHaveBeenLastCalledWith(undefined);
  });
});

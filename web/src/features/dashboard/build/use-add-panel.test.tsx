import { act, renderHook } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { useAddPanel } from './use-add-panel';

const perses = vi.hoisted(() => ({ state: {}, openAddPanel: vi.fn() }));

vi.mock('@perses-dev/dashboards', () => ({
  useDashboardActions: () => ({ openAddPanel: perses.openAddPanel }),
  useDashboardStore: (select: (state: object) => unknown) => select(perses.state),
}));

describe('adding a panel', () => {
  beforeEach(() => {
    perses.state = {};
    perses.openAddPanel.mockClear();
  });

  it('waits until it is known what a new panel is, and opens once', () => {
    const { result, rerender } = renderHook(() => useAddPanel());
    act(() => result.current());
    expect(perses.openAddPanel).not.toHaveBeenCalled();
    perses.state = { initialValues: { panelDefinition: {} } };
    rerender();
    rerender();
    expect(perses.openAddPanel).toHaveBeenCalledTimes(1);
  });

  it('opens at once when it is known', () => {
    perses.state = { initialValues: { panelDefinition: {} } };
    const { result } = renderHook(() => useAddPanel());
    act(() => result.current());
    act(() => result.current());
    expect(perses.openAddPanel).toHaveBeenCalledTimes(2);
  });
});

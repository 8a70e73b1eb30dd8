import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useRailState } from './rail-state';

let width = 1440;

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches: width <= Number(/\d+/.exec(query)?.[0]),
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
});

afterEach(() => {
  width = 1440;
});

it('folds by itself where there is no room, and opens on demand', () => {
  width = 1024;
  const { result } = renderHook(() => useRailState(false));
  expect(result.current.isCollapsed).toBe(true);
  act(() => result.current.toggle());
  expect(result.current.isCollapsed).toBe(false);
});

it('keeps the choice of a wide window, whatever happens in a narrow one', () => {
  const wide = renderHook(() => useRailState(false));
  act(() => wide.result.current.toggle());
  expect(wide.result.current.isCollapsed).toBe(true);
  width = 1024;
  const tight = renderHook(() => useRailState(false));
  act(() => tight.result.current.toggle());
  width = 1440;
  expect(renderHook(() => useRailState(false)).result.current.isCollapsed).toBe(true);
});

it('is folded on a dashboard until somebody opens it there', () => {
  const { result } = renderHook(() => useRailState(true));
  expect(result.current.isCollapsed).toBe(true);
  act(() => result.current.toggle());
  expect(renderHook(() => useRailState(true)).result.current.isCollapsed).toBe(false);
  expect(renderHook(() => useRailState(false)).result.current.isCollapsed).toBe(false);
});

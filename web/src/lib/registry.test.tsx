import { StrictMode } from 'react';
import { renderHook } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { createRegistry, useRegistered, type Registry } from './registry';

function tell(registry: Registry<string>, first: string | undefined) {
  return renderHook(({ entry }) => useRegistered(registry, entry), {
    initialProps: { entry: first },
    wrapper: StrictMode,
  });
}

describe('what components tell', () => {
  it('is there while they are, in the order in which they began', () => {
    const registry = createRegistry<string>();
    const one = tell(registry, 'one');
    tell(registry, 'two');
    expect(registry.read()).toEqual(['one', 'two']);
    one.rerender({ entry: 'another' });
    expect(registry.read()).toEqual(['another', 'two']);
    one.unmount();
    expect(registry.read()).toEqual(['two']);
  });

  it('comes last again after there was nothing to tell', () => {
    const registry = createRegistry<string>();
    const one = tell(registry, 'one');
    tell(registry, 'two');
    one.rerender({ entry: undefined });
    one.rerender({ entry: 'one' });
    expect(registry.read()).toEqual(['two', 'one']);
  });

  it('is heard of when it changes, and not otherwise', () => {
    const registry = createRegistry<string>();
    const one = tell(registry, 'one');
    const heard = vi.fn();
    registry.subscribe(heard);
    one.rerender({ entry: 'one' });
    expect(heard).not.toHaveBeenCalled();
    one.rerender({ entry: 'two' });
    expect(heard).toHaveBeenCalledTimes(1);
  });
});

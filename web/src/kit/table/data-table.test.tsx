import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { WithRouter } from '@/test/with-router';
import { DataTable, type DataTableProps } from './data-table';
import { nextSort } from './table-column';

type Row = { id: string; name: string };
const ROWS: Row[] = ['Checkout latency', 'Delivery promise', 'Feature pipeline'].map((name, index) => ({
  id: `r${index}`,
  name,
}));

function draw(props: Partial<DataTableProps<Row>> = {}): void {
  render(
    <WithRouter>
      <DataTable
        label="Dashboards"
        rows={ROWS}
        rowKey={(row) => row.id}
        columns={[{ key: 'name', head: 'Name', sortField: 'name', cell: (row) => row.name }]}
        narrow={(row) => ({ title: row.name, detail: 'second line' })}
        {...props}
      />
    </WithRouter>,
  );
}

function rowOf(name: string): HTMLElement {
  return screen.getByRole('row', { name: new RegExp(name) });
}

describe('DataTable', () => {
  it('moves with j and k, stops at the ends, and opens with Enter', async () => {
    const onOpen = vi.fn<(row: Row) => void>();
    draw({ onOpen });
    await userEvent.keyboard('jjjjk');
    expect(rowOf('Delivery promise')).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(onOpen).toHaveBeenCalledExactlyOnceWith(ROWS[1]);
  });

  it('leaves Enter to a control outside of it, before any row had the focus too', async () => {
    const onPress = vi.fn<() => void>();
    const onOpen = vi.fn<(row: Row) => void>();
    render(
      <button type="button" onClick={onPress}>
        outside
      </button>,
    );
    draw({ onOpen });
    screen.getByText('outside').focus();
    await userEvent.keyboard('{Enter}');
    expect(onPress).toHaveBeenCalledOnce();
    expect(onOpen).not.toHaveBeenCalled();
  });

  it('is one stop of the keyboard', async () => {
    draw();
    await userEvent.tab();
    expect(rowOf('Checkout latency')).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}');
    expect(rowOf('Delivery promise')).toHaveFocus();
    expect(screen.getAllByRole('row').filter((row) => row.tabIndex === 0)).toHaveLength(1);
  });

  it('selects rows by box, by x, and all of the page', async () => {
    const onChange = vi.fn<(keys: Set<string>) => void>();
    draw({ selection: { keys: new Set(['r2']), onChange, name: (key) => key } });
    await userEvent.click(within(rowOf('Checkout latency')).getByRole('checkbox'));
    expect(onChange).toHaveBeenLastCalledWith(new Set(['r2', 'r0']));
    await userEvent.keyboard('jx');
    expect(onChange).toHaveBeenLastCalledWith(expect.any(Set));
    await userEvent.click(screen.getByRole('checkbox', { name: 'Select all Dashboards on this page' }));
    expect(onChange).toHaveBeenLastCalledWith(new Set(['r0', 'r1', 'r2']));
  });

  it('does not open a row at a click on a control in it', async () => {
    const onOpen = vi.fn<(row: Row) => void>();
    draw({ onOpen, columns: [{ key: 'a', head: 'A', cell: (row) => <button type="button">{row.name}</button> }] });
    await userEvent.click(screen.getByRole('button', { name: 'Checkout latency' }));
    expect(onOpen).not.toHaveBeenCalled();
  });

  it('asks for an order at its head and says which one holds', async () => {
    const onSort = vi.fn<(order: unknown) => void>();
    draw({ sort: { field: 'name', direction: 'asc' }, onSort });
    expect(screen.getByRole('columnheader')).toHaveAttribute('aria-sort', 'ascending');
    await userEvent.click(screen.getByRole('button', { name: 'Name' }));
    expect(onSort).toHaveBeenCalledWith({ field: 'name', direction: 'desc' });
    expect(nextSort(undefined, 'name')).toEqual({ field: 'name', direction: 'asc' });
  });
});

describe('DataTable in a narrow window', () => {
  beforeEach(() => {
    vi.spyOn(window, 'matchMedia').mockImplementation((media) => ({
      media,
      matches: true,
      onchange: null,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
      addListener: () => undefined,
      removeListener: () => undefined,
      dispatchEvent: () => false,
    }));
  });

  it('has two lines a row, and the row is the link', () => {
    draw({ rowTo: (row) => `/d/${row.id}` });
    expect(screen.getByRole('link', { name: /Checkout latency/ })).toHaveAttribute('href', '/d/r0');
    expect(screen.getAllByText('second line')).toHaveLength(3);
  });
});

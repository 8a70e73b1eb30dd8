import { useState } from 'react';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FilterChip } from '@/kit/chip/filter-chip';
import { DataTable } from '@/kit/table/data-table';
import { WithRouter } from '@/test/with-router';
import { PasswordField } from './password-field';
import { SearchField } from './search-field';
import { Select } from './select';
import { TextField } from './text-field';

afterEach(() => vi.useRealTimers());

describe('TextField', () => {
  it('ties its label and what is wrong to the control', () => {
    render(
      <TextField
        label="Name"
        value="Prod"
        error="The name is taken. Choose another."
        onChange={vi.fn<(value: string) => void>()}
      />,
    );
    const input = screen.getByRole('textbox', { name: 'Name' });
    expect(input).toBeInvalid();
    expect(input).toHaveAccessibleDescription('The name is taken. Choose another.');
  });
});

describe('what is wrong with a field', () => {
  it('is a sentence whose subject is the label when the server sends only its rest', () => {
    render(
      <TextField
        label="URL"
        value="ftp://x"
        error="must begin with http://"
        onChange={vi.fn<(value: string) => void>()}
      />,
    );
    expect(screen.getByRole('alert')).toHaveTextContent('URL must begin with http://');
  });
});

describe('PasswordField', () => {
  it('can be looked at and hidden again', async () => {
    render(<PasswordField label="Password" value="secret" onChange={vi.fn<(value: string) => void>()} />);
    expect(screen.getByLabelText('Password')).toHaveAttribute('type', 'password');
    await userEvent.click(screen.getByRole('button', { name: 'Show password' }));
    expect(screen.getByLabelText('Password')).toHaveAttribute('type', 'text');
    await userEvent.click(screen.getByRole('button', { name: 'Hide password' }));
    expect(screen.getByLabelText('Password')).toHaveAttribute('type', 'password');
  });
});

describe('Select', () => {
  it('gives the value of the option, not its words', async () => {
    const onChange = vi.fn<(value: 'a' | 'b') => void>();
    const options = [
      { value: 'a', label: 'First' },
      { value: 'b', label: 'Second' },
    ] as const;
    render(<Select label="Role" value="a" options={options} onChange={onChange} />);
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Role' }), 'Second');
    expect(onChange).toHaveBeenCalledWith('b');
  });
});

function Search({ onSearch }: { onSearch: (text: string) => void }) {
  const [text, setText] = useState('');
  return (
    <>
      <SearchField
        label="Name, tag"
        value={text}
        isAnswered
        onSearch={(next) => {
          setText(next);
          onSearch(next);
        }}
      />
      <button type="button" onClick={() => setText('from back')}>
        Back
      </button>
    </>
  );
}

describe('SearchField', () => {
  it('searches when typing pauses, keeps what is typed meanwhile, and follows the address', () => {
    vi.useFakeTimers();
    const onSearch = vi.fn<(text: string) => void>();
    render(<Search onSearch={onSearch} />);
    const field = screen.getByRole('searchbox');
    fireEvent.change(field, { target: { value: 'rev' } });
    fireEvent.change(field, { target: { value: 'reve' } });
    expect(onSearch).not.toHaveBeenCalled();
    act(() => vi.advanceTimersByTime(250));
    expect(onSearch).toHaveBeenCalledExactlyOnceWith('reve');
    fireEvent.change(field, { target: { value: 'reven' } });
    expect(field).toHaveValue('reven');
    act(() => vi.advanceTimersByTime(250));
    fireEvent.click(screen.getByRole('button', { name: 'Back' }));
    expect(field).toHaveValue('from back');
  });

  it('goes into the list with the arrow downwards or Enter, and Escape leaves it', async () => {
    const onSearch = vi.fn<(text: string) => void>();
    const onOpen = vi.fn<(row: string) => void>();
    render(
      <WithRouter>
        <Search onSearch={onSearch} />
        <DataTable
          label="Things"
          rows={['one', 'two']}
          rowKey={(row) => row}
          columns={[{ key: 'name', head: 'Name', cell: (row) => row }]}
          narrow={(row) => ({ title: row })}
          onOpen={onOpen}
        />
      </WithRouter>,
    );
    const row = (name: string) => screen.getByRole('row', { name });
    await userEvent.keyboard('/o{Enter}');
    await waitFor(() => expect(onSearch).toHaveBeenLastCalledWith('o'));
    await userEvent.keyboard('{Enter}');
    expect(row('one')).toHaveFocus();
    expect(onOpen).not.toHaveBeenCalled();
    await userEvent.keyboard('{Enter}');
    expect(onOpen).toHaveBeenCalledExactlyOnceWith('one');
    await userEvent.keyboard('/{ArrowDown}j');
    expect(row('two')).toHaveFocus();
    await userEvent.keyboard('/{Escape}');
    expect(screen.getByRole('searchbox')).not.toHaveFocus();
    expect(screen.getByRole('searchbox')).toHaveValue('');
    await userEvent.keyboard('k');
    expect(screen.getByRole('searchbox')).toHaveValue('');
  });

  it.each(['{Enter}', '{ArrowDown}'])('%s waits for the rows of what is typed', async (key) => {
    function Page() {
      const [text, setText] = useState('');
      const [shown, setShown] = useState('');
      return (
        <WithRouter>
          <SearchField label="Name" value={text} isAnswered={shown === text} onSearch={setText} />
          <DataTable
            label="Things"
            rows={[`of ${shown || 'all'}`]}
            rowKey={(row) => row}
            columns={[{ key: 'name', head: 'Name', cell: (row) => row }]}
            narrow={(row) => ({ title: row })}
          />
          <button type="button" onClick={() => setShown(text)}>
            Answer {text}
          </button>
        </WithRouter>
      );
    }
    render(<Page />);
    // The focus stays where it is.
    const answer = (text: string): void => {
      fireEvent.click(screen.getByRole('button', { name: `Answer ${text}` }));
    };
    const field = screen.getByRole('searchbox');
    await userEvent.keyboard('/rev{Enter}');
    await screen.findByRole('button', { name: 'Answer rev' });
    await userEvent.keyboard(key);
    expect(field).toHaveFocus();
    answer('rev');
    await waitFor(() => expect(screen.getByRole('row', { name: 'of rev' })).toHaveFocus());
    // Who types on has changed their mind.
    await userEvent.keyboard('/x{Enter}');
    await screen.findByRole('button', { name: 'Answer revx' });
    await userEvent.keyboard(`${key}y`);
    answer('revx');
    expect(field).toHaveFocus();
  });

  it('follows the address back and forward again', () => {
    vi.useFakeTimers();
    const field = (value: string) => (
      <SearchField label="Name" value={value} isAnswered onSearch={vi.fn<(text: string) => void>()} />
    );
    const { rerender } = render(field(''));
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'rev' } });
    act(() => vi.advanceTimersByTime(250));
    for (const value of ['rev', '', 'rev']) {
      rerender(field(value));
      expect(screen.getByRole('searchbox')).toHaveValue(value);
    }
  });

  it('searches within the filter that holds when typing pauses', () => {
    vi.useFakeTimers();
    const before = vi.fn<(text: string) => void>();
    const after = vi.fn<(text: string) => void>();
    const { rerender } = render(<SearchField label="Name" value="" isAnswered onSearch={before} />);
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'rev' } });
    rerender(<SearchField label="Name" value="" isAnswered onSearch={after} />);
    act(() => vi.advanceTimersByTime(250));
    expect(after).toHaveBeenCalledExactlyOnceWith('rev');
    expect(before).not.toHaveBeenCalled();
  });

  it('is reached with / and emptied with Escape', async () => {
    const onSearch = vi.fn<(text: string) => void>();
    render(<Search onSearch={onSearch} />);
    await userEvent.keyboard('/');
    expect(screen.getByRole('searchbox')).toHaveFocus();
    await userEvent.keyboard('x{Escape}');
    expect(screen.getByRole('searchbox')).toHaveValue('');
  });
});

describe('FilterChip', () => {
  const options = [
    { value: 'sales', label: 'sales', count: 3 },
    { value: 'risk', label: 'risk' },
    { value: 'stores', label: 'stores' },
  ];

  function Chip({ isSingle = false }: { isSingle?: boolean }) {
    const [values, setValues] = useState<string[]>([]);
    return <FilterChip label="Owner" values={values} options={options} onChange={setValues} isSingle={isSingle} />;
  }

  it('takes several values, names two and counts the rest', async () => {
    render(<Chip />);
    await userEvent.click(screen.getByRole('button', { name: 'Owner' }));
    for (const name of [/sales/, 'risk', 'stores']) await userEvent.click(screen.getByRole('button', { name }));
    expect(screen.getByRole('button', { name: /^Owner sales, risk \+1/ })).toBeInTheDocument();
  });

  it('closes after the choice when there is one, and its cross takes it away', async () => {
    render(<Chip isSingle />);
    await userEvent.click(screen.getByRole('button', { name: 'Owner' }));
    await userEvent.click(screen.getByRole('button', { name: 'risk' }));
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Remove the filter Owner' }));
    expect(screen.getByRole('button', { name: 'Owner' })).toBeInTheDocument();
  });
});

describe('a list that is out of reach', () => {
  it('is reached by the keyboard, says why, and stays as it is', async () => {
    const onChange = vi.fn<(value: string) => void>();
    render(
      <Select
        label="Role"
        value="owner"
        options={[
          { value: 'owner', label: 'Owner' },
          { value: 'readonly', label: 'Read only' },
        ]}
        disabledReason="You are the only owner"
        onChange={onChange}
      />,
    );
    await userEvent.tab();
    const list = screen.getByLabelText('Role');
    expect(list).toHaveFocus();
    expect(list).toHaveAttribute('aria-disabled', 'true');
    await userEvent.selectOptions(list, 'readonly');
    expect(onChange).not.toHaveBeenCalled();
    expect(list).toHaveValue('owner');
  });
});

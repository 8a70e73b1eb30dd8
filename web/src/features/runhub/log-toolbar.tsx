import { useState, type ReactNode, type RefObject } from 'react';
import { logLevelValues } from '@/api/schema.gen';
import { Button } from '@/kit/button/button';
import { IconButton } from '@/kit/button/icon-button';
import { FilterChip } from '@/kit/chip/filter-chip';
import { TextField } from '@/kit/field/text-field';
import { Kbd } from '@/kit/keys/kbd';
import { Menu, type MenuItem } from '@/kit/overlay/menu';
import { StatusGlyph } from '@/kit/status/status-glyph';
import type { LogLevel } from './run';
import type { LogTimes } from './log-words';
import styles from './log-viewer.module.css';

const TIMES_WORDS: Record<LogTimes, string> = {
  clock: 'Times by the clock',
  elapsed: 'Times since the start',
  off: 'No times',
};

type LogToolbarProps = {
  searchRef: RefObject<HTMLInputElement>;
  query: string;
  onQuery: (query: string) => void;
  matchLabel: string;
  hasMatches: boolean;
  onJump: (step: 1 | -1) => void;
  /** Goes to a match of what was typed, as soon as the matches are there. */
  onEnter: (text: string, step: 1 | -1) => void;
  levels: readonly LogLevel[];
  onLevels: (levels: readonly LogLevel[]) => void;
  /** The item that the log is filtered by, with a way out. */
  itemChip: ReactNode;
  onFirstError: (() => void) | undefined;
  isWrapped: boolean;
  onWrap: () => void;
  times: LogTimes;
  onTimes: () => void;
  copyItems: readonly MenuItem[];
  downloadItems: readonly MenuItem[];
};

export function LogToolbar(props: LogToolbarProps) {
  const { levels, onLevels, onFirstError, isWrapped, onWrap, times, onTimes } = props;
  return (
    <header className={styles.head}>
      <h2 className={styles.title}>Log</h2>
      <LogSearchField {...props} />
      <span className={styles.tools}>
        {props.itemChip}
        <FilterChip
          label="Level"
          values={levels}
          options={logLevelValues.map((level) => ({ value: level, label: level }))}
          onChange={(values) => onLevels(logLevelValues.filter((level) => values.includes(level)))}
        />
        {onFirstError && (
          <Button size="small" onClick={onFirstError} aria-keyshortcuts="e">
            <StatusGlyph glyph="failed" size="inline" />
            <span className={styles.firstError}>First error</span>
            <Kbd keys="e" />
          </Button>
        )}
        <IconButton icon="wrap" label="Wrap long lines" keys="w" isPressed={isWrapped} onClick={onWrap} />
        <IconButton icon="clock" label={TIMES_WORDS[times]} keys="t" isPressed={times !== 'off'} onClick={onTimes} />
        <Menu
          label="Copy"
          align="end"
          items={props.copyItems}
          trigger={(control) => <IconButton {...control} icon="copy" label="Copy" />}
        />
        <Menu
          label="Download the whole log"
          align="end"
          items={props.downloadItems}
          trigger={(control) => <IconButton {...control} icon="download" label="Download the whole log" />}
        />
      </span>
    </header>
  );
}

function LogSearchField({ searchRef, query, onQuery, matchLabel, hasMatches, onJump, onEnter }: LogToolbarProps) {
  const [text, setText] = useState(query);
  const [seen, setSeen] = useState(query);
  const [hasFocus, setHasFocus] = useState(false);
  // The address lags behind quick typing: what it says meanwhile must not take letters back.
  if (seen !== query) {
    setSeen(query);
    if (!hasFocus) setText(query);
  }
  const change = (next: string): void => {
    setText(next);
    onQuery(next);
  };
  return (
    <span className={styles.search}>
      <TextField
        ref={searchRef}
        label="Search the whole log"
        hidesLabel
        icon="search"
        type="search"
        placeholder="Search the whole log"
        value={text}
        onChange={change}
        onFocus={() => setHasFocus(true)}
        onBlur={() => setHasFocus(false)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault();
            onEnter(text, event.shiftKey ? -1 : 1);
          } else if (event.key === 'Escape') {
            event.preventDefault();
            if (text === '') event.currentTarget.blur();
            else change('');
          }
        }}
        trail={
          text !== '' && (
            <span className={styles.matches} role="status">
              {matchLabel}
            </span>
          )
        }
      />
      <IconButton
        icon="arrowUp"
        label="Previous match"
        keys="N"
        disabledReason={hasMatches ? undefined : 'Nothing is found to jump to'}
        onClick={() => onJump(-1)}
      />
      <IconButton
        icon="arrowDown"
        label="Next match"
        keys="n"
        disabledReason={hasMatches ? undefined : 'Nothing is found to jump to'}
        onClick={() => onJump(1)}
      />
    </span>
  );
}

import { useRef, useState } from 'react';
import type { ListVariableDefinition, TextVariableDefinition, VariableDefinition } from '@perses-dev/core';
import {
  useExternalVariableDefinitions,
  useVariableDefinitionActions,
  useVariableDefinitionAndState,
  useVariableDefinitions,
} from '@perses-dev/dashboards';
import { cx } from '@/lib/cx';
import { OptionList } from '@/kit/chip/option-list';
import { Icon } from '@/kit/icon/icon';
import { Popover } from '@/kit/overlay/popover';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { useListVariable } from './use-list-variable';
import { chosenValues, nextValue, valueWords } from './variable-value';
import styles from './variable-controls.module.css';

type ControlProps<T> = { definition: T; source: string | undefined };

function ListControl({ definition, source }: ControlProps<ListVariableDefinition>) {
  const variable = useListVariable(definition, source);
  const [isOpen, setIsOpen] = useState(false);
  const ref = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        ref={ref}
        type="button"
        className={styles.control}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setIsOpen((open) => !open)}
      >
        <span className={cx('cut', styles.label)}>{variable.title}</span>
        {variable.error ? <StatusGlyph glyph="failed" size="inline" label="Its values could not be read" /> : null}
        <span className={cx('cut', styles.value)}>{valueWords(variable.value, variable.options)}</span>
        <Icon name="chevronDown" size="small" />
      </button>
      {isOpen && (
        <Popover anchor={ref} label={variable.title} className={styles.popover} onClose={() => setIsOpen(false)}>
          <OptionList
            label={variable.title}
            options={variable.choices}
            values={chosenValues(variable.value)}
            isSingle={!variable.isMultiple}
            onChange={(next) => {
              variable.setValue(nextValue(variable.value, next, variable.isMultiple));
              if (!variable.isMultiple) {
                setIsOpen(false);
                ref.current?.focus();
              }
            }}
          />
        </Popover>
      )}
    </>
  );
}

function TextControl({ definition, source }: ControlProps<TextVariableDefinition>) {
  const { name, display, constant } = definition.spec;
  const { state } = useVariableDefinitionAndState(name, source);
  const { setVariableValue } = useVariableDefinitionActions();
  const current = typeof state?.value === 'string' ? state.value : '';
  const [draft, setDraft] = useState<string>();
  const apply = (): void => {
    if (draft !== undefined && draft !== current) setVariableValue(name, draft, source);
    setDraft(undefined);
  };
  return (
    <label className={styles.control}>
      <span className={cx('cut', styles.label)}>{display?.name ?? name}</span>
      <input
        className={styles.field}
        value={draft ?? current}
        readOnly={constant ?? false}
        spellCheck={false}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={apply}
        onKeyDown={(event) => {
          if (event.key === 'Enter') apply();
          if (event.key === 'Escape') setDraft(undefined);
        }}
      />
    </label>
  );
}

function Control({ definition, source }: ControlProps<VariableDefinition>) {
  const { name, display } = definition.spec;
  const { state } = useVariableDefinitionAndState(name, source);
  // Another of the same name stands nearer to the dashboard.
  if (state?.overridden) return null;
  return (
    <div hidden={display?.hidden ?? false}>
      {definition.kind === 'ListVariable' ? (
        <ListControl definition={definition} source={source} />
      ) : (
        <TextControl definition={definition} source={source} />
      )}
    </div>
  );
}

/** The variables of a dashboard, behind those of all projects and its own. Hidden ones work, but have no control. */
export function VariableControls() {
  const own = useVariableDefinitions();
  const external = useExternalVariableDefinitions();
  const all = [
    ...external
      .toReversed()
      .flatMap(({ source, definitions }) => definitions.map((one) => ({ definition: one, source }))),
    ...own.map((one) => ({ definition: one, source: undefined })),
  ];
  if (all.length === 0) return <span />;
  return (
    <div className={styles.bar}>
      {all.map(({ definition, source }) => (
        <Control key={`${source ?? ''} ${definition.spec.name}`} definition={definition} source={source} />
      ))}
    </div>
  );
}

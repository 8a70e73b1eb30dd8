import { useCallback, useState } from 'react';
import { Drawer } from '@perses-dev/components';
import {
  useExternalVariableDefinitions,
  useVariableDefinitionActions,
  useVariableDefinitions,
  VariableEditor,
} from '@perses-dev/dashboards';
import { useBuiltinVariableDefinitions } from '@perses-dev/plugin-system';
import { useUnsavedWork } from '@/lib/unsaved-work';
import styles from './builder.module.css';

const WIDE = { sx: { width: 'min(56rem, 100%)' } };

/** The editor of the variables, as Perses has it. */
export function VariablesDrawer({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const variables = useVariableDefinitions();
  const external = useExternalVariableDefinitions();
  const builtin = useBuiltinVariableDefinitions();
  const [isTouched, setIsTouched] = useState(false);
  if (!isOpen && isTouched) setIsTouched(false);
  const hear = useCallback((content: HTMLElement | null) => {
    for (const kind of ['input', 'click']) content?.addEventListener(kind, () => setIsTouched(true));
  }, []);
  // What stands in it is in no draft until it is applied. Perses does not say what was changed: looking alone is no work.
  useUnsavedWork(isOpen && isTouched, { lost: 'What is not applied in the variables is lost.' });
  const { setVariableDefinitions } = useVariableDefinitionActions();
  return (
    <Drawer isOpen={isOpen} onClose={onClose} PaperProps={WIDE}>
      <div className={styles.touched} ref={hear}>
        <VariableEditor
          variableDefinitions={variables}
          externalVariableDefinitions={external}
          builtinVariableDefinitions={builtin}
          onCancel={onClose}
          onChange={(next) => {
            setVariableDefinitions(next);
            onClose();
          }}
        />
      </div>
    </Drawer>
  );
}

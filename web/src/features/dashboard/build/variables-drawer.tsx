import { Drawer } from '@perses-dev/components';
import {
  useExternalVariableDefinitions,
  useVariableDefinitionActions,
  useVariableDefinitions,
  VariableEditor,
} from '@perses-dev/dashboards';
import { useBuiltinVariableDefinitions } from '@perses-dev/plugin-system';
import { useUnsavedWork } from '@/lib/unsaved-work';

const WIDE = { sx: { width: 'min(56rem, 100%)' } };

/** The editor of the variables, as Perses has it. */
export function VariablesDrawer({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const variables = useVariableDefinitions();
  const external = useExternalVariableDefinitions();
  const builtin = useBuiltinVariableDefinitions();
  // What stands in it is in no draft until it is applied.
  useUnsavedWork(isOpen, { lost: 'What is not applied in the variables is lost.' });
  const { setVariableDefinitions } = useVariableDefinitionActions();
  return (
    <Drawer isOpen={isOpen} onClose={onClose} PaperProps={WIDE}>
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
    </Drawer>
  );
}

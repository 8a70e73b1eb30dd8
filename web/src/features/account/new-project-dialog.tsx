import { useState } from 'react';
import { fieldError, formError, isApiError } from '@/api/api-error';
import { TextField } from '@/kit/field/text-field';
import { FormDialog } from '@/kit/overlay/form-dialog';
import { useCreateProject } from './api';
import { nameOfTitle } from './project-model';

const TITLE_PATH = 'spec.display.name';
const NAME_PATH = 'metadata.name';

type NewProjectDialogProps = { onClose: () => void; onCreated: (name: string) => void };

/** A title for people, and the name in addresses, which follows the title until it is typed. */
export function NewProjectDialog({ onClose, onCreated }: NewProjectDialogProps) {
  const [title, setTitle] = useState('');
  const [typed, setTyped] = useState<string>();
  const create = useCreateProject();
  const name = typed ?? nameOfTitle(title);
  const taken =
    isApiError(create.error) && create.error.status === 409
      ? 'There is a project of this name. Choose another.'
      : undefined;
  const problem = taken === undefined ? formError(create.error, [TITLE_PATH, NAME_PATH]) : undefined;

  const submit = (): void => {
    create.mutate({ name: name.trim(), title: title.trim() }, { onSuccess: onCreated });
  };
  return (
    <FormDialog
      title="New project"
      footnote="You are its owner"
      submitLabel="Create project"
      isBusy={create.isLoading}
      disabledReason={name.trim() === '' ? 'Give the project a name first.' : undefined}
      problem={problem}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label="Title"
        maxLength={100}
        value={title}
        error={fieldError(create.error, TITLE_PATH)}
        onChange={setTitle}
      />
      <TextField
        label="URL name"
        hint="In addresses and for programs; it stays: letters, digits, hyphens and dots"
        autoCapitalize="none"
        isMono
        maxLength={75}
        value={name}
        error={taken ?? fieldError(create.error, NAME_PATH)}
        onChange={setTyped}
      />
    </FormDialog>
  );
}

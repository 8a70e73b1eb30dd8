import { useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router-dom';
import { Button } from '@/kit/button/button';
import { TextField } from '@/kit/field/text-field';
import { Stack } from '@/kit/layout/columns';
import { Dialog } from '@/kit/overlay/dialog';
import { dashboardPaths } from '../dashboard-paths';
import { nameFault, slug } from '../document/slug';

/** Asks for a title; the name in addresses follows it until somebody writes their own. */
export function NewDashboardDialog({ project, onClose }: { project: string; onClose: () => void }) {
  const navigate = useNavigate();
  const [title, setTitle] = useState('');
  const [ownName, setOwnName] = useState<string>();
  const [isTried, setIsTried] = useState(false);
  const name = ownName ?? slug(title);
  const titleFault = title.trim() === '' ? 'Give it a title' : undefined;
  const fault = nameFault(name);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setIsTried(true);
    if (titleFault !== undefined || fault !== undefined) return;
    const query = new URLSearchParams({ name, title: title.trim() });
    navigate(`${dashboardPaths.create(project)}?${query.toString()}`);
  };

  return (
    <form onSubmit={submit} noValidate>
      <Dialog
        title="New dashboard"
        onClose={onClose}
        footer={
          <>
            <Button variant="text" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="filled" type="submit" onClick={submit}>
              Open the builder
            </Button>
          </>
        }
        footnote="Nothing is saved before you save it there."
      >
        <Stack gap="fields">
          <TextField
            label="Title"
            value={title}
            onChange={setTitle}
            maxLength={75}
            autoFocus
            placeholder="Checkout latency"
            error={isTried ? titleFault : undefined}
          />
          <TextField
            label="Name in addresses"
            value={name}
            onChange={setOwnName}
            isMono
            hint="It can't be changed later: links keep working."
            error={isTried && titleFault === undefined ? fault : undefined}
          />
        </Stack>
      </Dialog>
    </form>
  );
}

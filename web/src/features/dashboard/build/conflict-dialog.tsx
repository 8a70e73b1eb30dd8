import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/kit/button/button';
import { RadioGroup } from '@/kit/field/choice';
import { TextField } from '@/kit/field/text-field';
import { Stack } from '@/kit/layout/columns';
import { Dialog } from '@/kit/overlay/dialog';
import { Loaded } from '@/kit/page/loaded';
import { SkeletonRows } from '@/kit/page/skeleton';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { useNow, useTimeZone } from '@/kit/text/clock';
import { formatMoment, parseTime } from '@/lib/time';
import { DiffView } from '@/kit/diff/diff-view';
import { dashboardsKey, diffVersions } from '../dashboard-api';
import type { DashboardDocument } from '../document/dashboard-document';
import { copyName, nameFault } from '../document/slug';
import { resolutionButton, type Conflict, type Resolution } from './conflict';
import { SaveFaults } from './save-faults-note';

type ConflictDialogProps = {
  project: string;
  mine: DashboardDocument;
  conflict: Conflict;
  base: number;
  isBusy: boolean;
  error: unknown;
  onResolve: (resolution: Resolution, copyName: string) => void;
  onClose: () => void;
};

/** Two versions of one dashboard: who saved what, and three ways on. Nothing is lost on any of them. */
export function ConflictDialog(props: ConflictDialogProps) {
  const { project, mine, conflict, base, isBusy, error, onResolve, onClose } = props;
  const { name } = mine.metadata;
  const [resolution, setResolution] = useState<Resolution>('copy');
  const [copy, setCopy] = useState(() => copyName(name));
  const now = useNow();
  const zone = useTimeZone();
  const from = conflict.base ?? base;
  const { theirVersion, savedBy, savedAt } = conflict;
  const diff = useQuery({
    queryKey: dashboardsKey(project, 'diff', name, from, theirVersion),
    queryFn: () => diffVersions(project, name, from, theirVersion),
    retry: false,
  });
  const when = savedAt === undefined ? '' : `, ${formatMoment(parseTime(savedAt), now, zone)}`;
  const fault = resolution === 'copy' ? nameFault(copy) : undefined;
  return (
    <Dialog
      title={`${savedBy} saved version ${theirVersion} while you were editing`}
      description={`You began with version ${from}${when === '' ? '' : `; theirs is from${when.slice(1)}`}. Yours is not saved yet.`}
      glyph={<StatusGlyph glyph="warning" size="title" />}
      width="wide"
      keepsOnOutsideClick
      onClose={onClose}
      footer={
        <>
          <Button variant="text" onClick={onClose}>
            Go on editing
          </Button>
          <Button variant="filled" isBusy={isBusy} disabledReason={fault} onClick={() => onResolve(resolution, copy)}>
            {resolutionButton(resolution, theirVersion)}
          </Button>
        </>
      }
    >
      <Stack gap="fields">
        <Loaded query={diff} what="What they changed" skeleton={<SkeletonRows rows={3} />}>
          {(found) => <DiffView diff={found} />}
        </Loaded>
        <RadioGroup
          label="What shall stand?"
          value={resolution}
          onChange={setResolution}
          options={[
            { value: 'copy', label: 'Both: mine as a copy', note: 'under another name' },
            { value: 'overwrite', label: 'Mine', note: `theirs stays in the history as version ${theirVersion}` },
            { value: 'theirs', label: 'Theirs', note: 'mine is downloaded as a file first' },
          ]}
        />
        {resolution === 'copy' && (
          <TextField label="URL name of the copy" isMono value={copy} onChange={setCopy} error={fault} />
        )}
        <SaveFaults error={error} document={mine} />
      </Stack>
    </Dialog>
  );
}

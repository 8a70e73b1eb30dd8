import { useState } from 'react';
import { isDurationString } from '@perses-dev/core';
import { durationMs, durationWords, PRESETS } from '@/kit/date-time/time-window';
import { Select } from '@/kit/field/select';
import { TextArea } from '@/kit/field/text-area';
import { TextField } from '@/kit/field/text-field';
import { FormDialog } from '@/kit/overlay/form-dialog';
import { lengthFault } from '@/lib/text-length';
import { tagsOf, titleOf, withTags, type DashboardDocument } from '../document/dashboard-document';
import { LONGEST_TITLE } from '../document/slug';
import { REFRESH_CHOICES, refreshLabel } from '../time/time-url';
import { readTags } from './read-tags';

type SettingsDialogProps = {
  document: DashboardDocument;
  onApply: (document: DashboardDocument) => void;
  onClose: () => void;
};

/** The most characters of a description. */
const LONGEST_DESCRIPTION = 200;

/** Without a wish of its own a dashboard is read again as each person prefers. */
const BY_PERSON = 'person';

function refreshOf({ spec }: DashboardDocument): string {
  return spec.refreshInterval === undefined ? BY_PERSON : String(durationMs(spec.refreshInterval) / 1000);
}

function refreshOptions(chosen: string): { value: string; label: string }[] {
  const seconds = REFRESH_CHOICES.map(String);
  const own = chosen === BY_PERSON || seconds.includes(chosen) ? seconds : [chosen, ...seconds];
  return [
    { value: BY_PERSON, label: 'as each person prefers' },
    ...own.map((value) => ({ value, label: refreshLabel(Number(value)) })),
  ];
}

/** Title, description, tags, and the time that the dashboard shows when it is opened. */
export function SettingsDialog({ document, onApply, onClose }: SettingsDialogProps) {
  const [title, setTitle] = useState(titleOf(document));
  const [description, setDescription] = useState(document.spec.display?.description ?? '');
  const [tags, setTags] = useState(tagsOf(document).join(', '));
  const [duration, setDuration] = useState<string>(document.spec.duration);
  const [refresh, setRefresh] = useState(refreshOf(document));
  const fault = title.trim() === '' ? 'Give it a title' : lengthFault(title, LONGEST_TITLE);
  const descriptionFault = lengthFault(description, LONGEST_DESCRIPTION);
  const tagFault = readTags(tags).fault;

  const submit = (): void => {
    if ([fault, descriptionFault, tagFault].some((found) => found !== undefined) || !isDurationString(duration)) return;
    const display = { name: title.trim(), ...(description.trim() !== '' && { description: description.trim() }) };
    const { refreshInterval: _refreshInterval, ...spec } = document.spec;
    const next: DashboardDocument = {
      ...document,
      spec: {
        ...spec,
        display,
        duration,
        ...(refresh !== BY_PERSON && { refreshInterval: `${Number(refresh)}s` as const }),
      },
    };
    onApply(withTags(next, readTags(tags).tags));
    onClose();
  };

  const durations = PRESETS.some((preset) => preset === duration) ? PRESETS : [duration, ...PRESETS];
  return (
    <FormDialog
      title="Settings of the dashboard"
      footnote="Saved with the dashboard."
      submitLabel="Apply"
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField label="Title" value={title} onChange={setTitle} error={fault} />
      <TextArea label="Description" value={description} onChange={setDescription} error={descriptionFault} rows={2} />
      <TextField label="Tags" value={tags} onChange={setTags} hint="With commas between them" error={tagFault} />
      <Select
        label="Time when it is opened"
        value={duration}
        options={durations.map((value) => ({ value: String(value), label: `Last ${durationWords(value)}` }))}
        onChange={setDuration}
      />
      <Select label="Read again every" value={refresh} options={refreshOptions(refresh)} onChange={setRefresh} />
    </FormDialog>
  );
}

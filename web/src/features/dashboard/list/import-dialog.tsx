import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router-dom';
import { useDisabledReason } from '@/api/session';
import { Button } from '@/kit/button/button';
import { Stack } from '@/kit/layout/columns';
import { Dialog } from '@/kit/overlay/dialog';
import { Note } from '@/kit/page/note';
import { counted } from '@/lib/numbers';
import { leaveUnasked } from '@/lib/unsaved-work';
import { dashboardPaths } from '../dashboard-paths';
import { download } from '../document/download';
import { useSourcesHere } from './import-api';
import { NameField } from './import-dashboards';
import {
  blockedBy,
  importWords,
  isAllGrafana,
  reportCsv,
  sourceNames,
  titleOfItem,
  waiting,
  type Conflict,
  type ImportFile,
  type ImportItem,
} from './import-model';
import { checkAndTell, stoppingWords } from './import-outcome';
import { ImportChoices, ImportSummary } from './import-plan';
import { ImportReport } from './import-report';
import { ImportSource } from './import-source';
import { mappingOf, sourceRows, withSources } from './import-sources';
import { ImportSourcesTable } from './import-sources-table';
import { useImport } from './use-import';
import styles from './import-dialog.module.css';

/** What was read: how many dashboards of which kind, from where. */
function origin(items: readonly ImportItem[], files: readonly ImportFile[]): ReactNode {
  const good = items.filter(({ result }) => result && !result.fault);
  const isGrafana = isAllGrafana(items);
  const isPerses = good.every(({ result }) => result?.format === 'perses');
  const kind = isGrafana ? 'Grafana ' : isPerses ? 'Perses ' : '';
  const names = sourceNames(files);
  const [name = ''] = names;
  return (
    <>
      {counted(good.length, `${kind}dashboard`)} from{' '}
      {names.length > 1 ? counted(names.length, 'file') : name === '' ? 'the text' : <code>{name}</code>}.
    </>
  );
}

function Failures({ items }: { items: readonly ImportItem[] }) {
  const failed = items.filter(({ faults }) => faults.length > 0);
  if (failed.length === 0) return null;
  const isAlone = items.length === 1;
  return (
    <Note
      tone="failed"
      title={
        isAlone ? "This can't be imported" : `${counted(failed.length, 'dashboard')} can't be imported; the others can`
      }
    >
      <ul className={styles.faults}>
        {failed.slice(0, 20).map((item) => (
          <li key={item.key}>
            {!isAlone && <span className="strong">{titleOfItem(item)}: </span>}
            {item.faults.slice(0, 20).join('; ')}
          </li>
        ))}
      </ul>
    </Note>
  );
}

/** Brings dashboards along. First it says what would happen to each, then it does it. */
export function ImportDialog({ project, onClose }: { project: string; onClose: () => void }) {
  const navigate = useNavigate();
  const work = useImport(project);
  const here = useSourcesHere(project);
  const whyNotCheck = useDisabledReason('validation:start');
  const [text, setText] = useState('');
  const [files, setFiles] = useState<readonly ImportFile[]>([]);
  const [conflict, setConflict] = useState<Conflict>('keep');
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const [ownTags, setTags] = useState<readonly string[]>();
  const [wantsChecks, setWantsChecks] = useState(true);
  const checks = wantsChecks && whyNotCheck === undefined;

  const { progress } = work;
  const rows = sourceRows(work.items, chosen, here);
  const items = withSources(work.items, mappingOf(rows));
  const isTried = items.length > 0 && progress?.verb !== 'read';
  const todo = waiting(items, conflict);
  // So that what came from Grafana is found together; it can be taken away.
  const tags = ownTags ?? (isAllGrafana(items) ? ['grafana'] : []);
  const only = items.length === 1 ? items[0] : undefined;

  const look = (next: readonly ImportFile[]): void => {
    setFiles(next);
    setChosen({});
    setTags(undefined);
    void work.look(next);
  };
  const back = (): void => {
    work.clear();
    setFiles([]);
  };
  const close = (): void => {
    work.stop();
    onClose();
  };
  const save = async (): Promise<void> => {
    const outcome = await work.save({ conflict, mapping: mappingOf(rows), tags });
    const { saved, failed, isStopped } = outcome;
    const isDone = !isStopped && failed.length === 0;
    const [first] = saved;
    if (isDone) onClose();
    if (isDone && saved.length === 1 && first !== undefined)
      leaveUnasked(() => navigate(dashboardPaths.view(project, first)));
    await checkAndTell(project, outcome, checks);
  };

  const isAgain = items.some(({ state }) => state === 'failed');
  const label = isAgain
    ? `Try ${todo.length} again`
    : only
      ? `Import ${titleOfItem(only)}`
      : `Import ${counted(todo.length, 'dashboard')}`;
  const footer = (leave: () => void): ReactNode =>
    isTried ? (
      <>
        <Button variant="text" onClick={progress ? leave : back}>
          {progress ? 'Close' : 'Back'}
        </Button>
        <Button
          variant="filled"
          isBusy={progress !== undefined}
          disabledReason={progress ? undefined : blockedBy(todo)}
          onClick={() => void save()}
        >
          {label}
        </Button>
      </>
    ) : (
      <>
        <Button variant="text" onClick={onClose}>
          Cancel
        </Button>
        <Button
          variant="filled"
          isBusy={progress !== undefined}
          disabledReason={text.trim() === '' ? 'Choose a file or paste its text' : undefined}
          onClick={() => look([{ id: 0, name: '', text }])}
        >
          Look at it
        </Button>
      </>
    );
  return (
    <Dialog
      title={isTried ? importWords(items) : 'Import dashboards'}
      description={
        isTried ? (
          <>
            {origin(items, files)}{' '}
            {progress === undefined && !items.some(({ state }) => state === 'saved') && 'Nothing is saved yet.'}
          </>
        ) : (
          'Perses JSON or YAML, or Grafana JSON: one file, many, or a ZIP archive of them.'
        )
      }
      width="wide"
      losing={progress?.verb === 'saved' ? stoppingWords(progress.of - progress.done) : undefined}
      holdsWork={text.trim() !== '' || files.length > 0}
      onClose={close}
      footer={footer}
      footnote={
        isTried ? (
          <Button
            variant="text"
            size="small"
            icon="download"
            onClick={() => download('import-report.csv', reportCsv(items), 'text/csv')}
          >
            Report as CSV
          </Button>
        ) : (
          'Nothing is saved yet.'
        )
      }
    >
      <Stack gap="fields">
        {progress && (
          <p role="status" className={styles.quiet}>
            {progress.done} of {progress.of} {progress.verb}
            <progress className={styles.progress} value={progress.done} max={progress.of} aria-hidden="true" />
          </p>
        )}
        {!isTried && progress === undefined && <ImportSource text={text} onText={setText} onFiles={look} />}
        {isTried && (
          <>
            <Failures items={items} />
            {items.some(({ result }) => result && !result.fault) && (
              <>
                <ImportSummary items={items} seconds={work.seconds} />
                {only?.result && (
                  <NameField
                    project={project}
                    item={only}
                    items={items}
                    conflict={conflict}
                    onRename={work.rename}
                    isAlone
                  />
                )}
                {rows.length > 0 && (
                  <ImportSourcesTable
                    project={project}
                    rows={rows}
                    here={here}
                    onChoose={(name, value) => setChosen({ ...chosen, [name]: value })}
                  />
                )}
                <ImportReport project={project} items={items} conflict={conflict} onRename={work.rename} />
                <ImportChoices
                  {...{ items, conflict, tags, checks, whyNotCheck }}
                  onConflict={setConflict}
                  onTags={setTags}
                  onChecks={setWantsChecks}
                />
              </>
            )}
          </>
        )}
      </Stack>
    </Dialog>
  );
}

import { useState, type ReactNode } from 'react';
import { useMe } from '@/api/session';
import { Page, PageHead } from '@/kit/page/page';
import { dashboardPaths } from '../dashboard-paths';
import { titleOf } from '../document/dashboard-document';
import { compactDocument } from './compact-document';
import { DraftNote } from './draft-note';
import { draftStore, type FoundDraft } from './draft-store';
import { BuilderEditor } from './builder-editor';
import type { Start } from './use-builder';

type BuilderStartProps = { project: string; start: Start };

/** Where editing begins: with what is saved, or with a draft from before. */
export function BuilderStart({ project, start }: BuilderStartProps) {
  const { login } = useMe().user;
  const { name } = start.baseline.metadata;
  const address = { user: login, project, name: start.isNew ? 'new' : name };
  const [draft, setDraft] = useState<FoundDraft | undefined>(() => draftStore.load(address));
  const [from, setFrom] = useState<Start>(() => {
    const document = compactDocument(start.document);
    return { ...start, baseline: start.isNew ? start.baseline : document, document };
  });
  const [round, setRound] = useState(0);
  const proceed = (found: FoundDraft): void => {
    draftStore.take(found);
    setFrom({
      ...from,
      document: compactDocument(found.document),
      etag: start.isNew ? '' : found.etag,
      base: found.base,
    });
    setRound(round + 1);
    setDraft(undefined);
  };
  // While the question is open nothing may be edited: it would overwrite the draft.
  if (!draft) return <BuilderEditor key={round} project={project} start={from} />;
  return (
    <DraftPage project={project} start={start} draft={draft}>
      <DraftNote
        draft={draft}
        currentVersion={start.base}
        onContinue={() => proceed(draft)}
        onDiscard={() => {
          draftStore.discard(draft);
          setDraft(undefined);
        }}
      />
    </DraftPage>
  );
}

type DraftPageProps = { project: string; start: Start; draft: FoundDraft; children: ReactNode };

/** Says whose draft it is, with the ways out: to the dashboard as it is saved, and to the list. */
function DraftPage({ project, start, draft, children }: DraftPageProps) {
  const title = titleOf(start.isNew ? draft.document : start.baseline);
  const list = { label: 'Dashboards', to: dashboardPaths.list(project) };
  const saved = { label: title, to: dashboardPaths.view(project, start.baseline.metadata.name) };
  return (
    <Page title={`Edit ${title}`}>
      <PageHead crumbs={start.isNew ? [list] : [list, saved]} title={start.isNew ? title : `Edit ${title}`} />
      {children}
    </Page>
  );
}

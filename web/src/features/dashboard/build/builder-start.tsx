import { useState } from 'react';
import { useMe } from '@/api/session';
import { Page } from '@/kit/page/page';
import { compactDocument } from './compact-document';
import { DraftNote } from './draft-note';
import { draftStore, type FoundDraft } from './draft-store';
import { BuilderEditor } from './builder-editor';
import type { Start } from './use-builder';
import styles from './builder.module.css';

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
  return (
    <>
      {draft && (
        <div className={styles.draft}>
          <DraftNote
            draft={draft}
            currentVersion={start.base}
            onContinue={() => proceed(draft)}
            onDiscard={() => {
              draftStore.discard(draft);
              setDraft(undefined);
            }}
          />
        </div>
      )}
      {/* While the question is open nothing may be edited: it would overwrite the draft. */}
      {draft ? <Page title="Edit"> </Page> : <BuilderEditor key={round} project={project} start={from} />}
    </>
  );
}

import { useRef, useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { SAID_IN_PLACE } from '@/api/query-client';
import { showNotice, type Notice } from '@/kit/notice/notices';
import { toFailure } from '@/lib/failure';
import { useIsGone } from '@/lib/use-is-gone';
import { putDatasource, useOutdated } from './api';
import { isSameServer, secretStep, toSecret, type CredentialForm } from './credential-model';
import { toDocument, type Datasource, type DatasourceForm, type DatasourceScope } from './datasource-model';
import type { StoredDocument } from './document-fields';
import { createSecret, dropSecret, isSecretOf, putSecret } from './secret-api';

export type Before = {
  datasource: Datasource | undefined;
  /** The secret that it names; undefined for none, or for one that is gone. */
  secret: StoredDocument | undefined;
};
type Input = { form: DatasourceForm; credentials: CredentialForm };

/** Whether the form leads to another server than the datasource before. */
export function movesAway({ datasource }: Before, form: DatasourceForm): boolean {
  return datasource !== undefined && !datasource.isEmbedded && !isSameServer(datasource.url, form.url);
}

/** A copy for a secret of its own: the stamps of the first are not of it. */
function copyOf(secret: StoredDocument | undefined): StoredDocument | undefined {
  return secret && { ...secret, metadata: {} };
}

/** What is said where there is no dialog any more. */
function refusedNotice(name: string, why: string, isSecretWritten: boolean): Notice {
  if (!isSecretWritten) return { title: `${name} was not saved`, text: why };
  return {
    title: `Only the credentials of ${name} were saved`,
    text: `They count from now on. The rest was not saved: ${why}`,
  };
}

/**
 * Saves a datasource and, before it, the secret with its credentials. A secret that was made for a save that was
 * then refused is used by the next one, and taken away when there is none: when the dialog goes, whichever way, but not
 * before the save that is on its way has ended.
 */
export function useSaveDatasource(scope: DatasourceScope, before: Before) {
  const outdated = useOutdated();
  const made = useRef<string>();
  const [isSecretChanged, setIsSecretChanged] = useState(false);
  // For when the dialog, and its state with it, is gone.
  const isSecretWritten = useRef(false);
  const takeAway = (secret: string | undefined): Promise<void> =>
    // A secret that nothing names does nothing: that it stays is no reason to call the save failed.
    secret === undefined || secret === '' ? Promise.resolve() : dropSecret(scope, secret).catch(() => undefined);

  const writeSecret = async ({ form, credentials }: Input): Promise<string | undefined> => {
    const named = before.secret && before.datasource?.secret;
    const stem = form.name.trim();
    const isMoved = movesAway(before, form);
    const source = isMoved ? copyOf(before.secret) : before.secret;
    const bodyOf = (name: string) => toSecret(credentials, scope, name, source);
    const step = secretStep(bodyOf(named ?? stem), before.secret, isMoved);
    if (step === 'nothing') return named;
    if (step === 'drop') return undefined;
    if (step === 'update' && named !== undefined) {
      await putSecret(scope, named, bodyOf(named));
      isSecretWritten.current = true;
      setIsSecretChanged(true);
      return named;
    }
    if (made.current !== undefined) await putSecret(scope, made.current, bodyOf(made.current));
    else made.current = await createSecret(scope, stem, bodyOf);
    return made.current;
  };

  const abandon = (): void => {
    void takeAway(made.current);
    made.current = undefined;
  };
  const isOnItsWay = useRef(false);
  const isGone = useIsGone(() => {
    if (!isOnItsWay.current) abandon();
  });

  const save = useMutation({
    meta: SAID_IN_PLACE,
    mutationFn: async (input: Input) => {
      isOnItsWay.current = true;
      const secret = await writeSecret(input);
      const body = toDocument(input.form, scope, before.datasource?.document, secret);
      const saved = await putDatasource(scope, before.datasource, body);
      const { name = '', secret: former = '' } = before.datasource ?? {};
      if (made.current !== secret) await takeAway(made.current);
      if (former !== secret && isSecretOf(name, former)) await takeAway(former);
      made.current = undefined;
      return saved;
    },
    onSuccess: outdated,
    onError: (error, { form }) => {
      if (!isGone.current) return;
      abandon();
      showNotice(refusedNotice(form.name.trim(), toFailure(error).message, isSecretWritten.current));
    },
    onSettled: () => {
      isOnItsWay.current = false;
    },
  });
  /** What was changed in a secret that is in use counts at once, whatever becomes of the datasource. */
  return { save, isSecretInForce: isSecretChanged && save.isError };
}

import { useState } from 'react';
import { useCurrentProject, useMe } from '@/api/session';
import { Button } from '@/kit/button/button';
import { Loaded } from '@/kit/page/loaded';
import { Page, PageHead } from '@/kit/page/page';
import { EmptyState } from '@/kit/page/states';
import { Code } from '@/kit/text/code';
import { useNow } from '@/kit/text/clock';
import { tokensSentence } from './account-model';
import { useTokens, type Token } from './api';
import { CreateTokenDialog } from './create-token-dialog';
import { RevokeTokenDialog } from './revoke-token-dialog';
import { TokensTable } from './tokens-table';

/** Tokens for programs that act in one's name. */
export function TokensPage() {
  const query = useTokens();
  const { projects, method } = useMe();
  const current = useCurrentProject();
  const now = useNow();
  const [isCreating, setIsCreating] = useState(false);
  const [leaving, setLeaving] = useState<Token>();
  const reason = method === 'token' ? 'A token makes no tokens. Sign in with a password.' : undefined;
  const create = (
    <Button variant="filled" icon="plus" disabledReason={reason} onClick={() => setIsCreating(true)}>
      Create API token
    </Button>
  );
  const hasTokens = (query.data?.length ?? 0) > 0;
  return (
    <Page title="API tokens">
      <PageHead
        title={query.data ? tokensSentence(query.data, now) : 'API tokens'}
        sub="A program signs in with a token in your name, with your role or a lower one."
        actions={hasTokens ? create : undefined}
      />
      <Loaded query={query} what="Your API tokens">
        {(tokens) =>
          tokens.length > 0 ? (
            <TokensTable tokens={tokens} onRevoke={setLeaving} />
          ) : (
            <EmptyState title="No program acts for you" actions={create}>
              A pipeline or a script needs a token. It sends it as <Code>Authorization: Bearer …</Code>
            </EmptyState>
          )
        }
      </Loaded>
      {isCreating && (
        <CreateTokenDialog projects={projects} current={current?.name} onClose={() => setIsCreating(false)} />
      )}
      {leaving && <RevokeTokenDialog token={leaving} onClose={() => setLeaving(undefined)} />}
    </Page>
  );
}

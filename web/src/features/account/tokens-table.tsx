import { Button } from '@/kit/button/button';
import { StatusGlyph } from '@/kit/status/status-glyph';
import type { GlyphName } from '@/kit/status/status-table';
import { DataTable } from '@/kit/table/data-table';
import type { Column } from '@/kit/table/table-column';
import { useNow } from '@/kit/text/clock';
import { RelativeTime } from '@/kit/text/relative-time';
import { tokenReach, tokenState, type TokenState } from './account-model';
import type { Token } from './api';
import styles from './account.module.css';

const STATES: Record<TokenState, { glyph: GlyphName; words: string }> = {
  valid: { glyph: 'ok', words: 'valid' },
  ends_soon: { glyph: 'warning', words: 'ends soon' },
  expired: { glyph: 'cancelled', words: 'expired' },
};

function lastUse(token: Token) {
  return token.last_used_at === undefined ? 'never' : <RelativeTime at={token.last_used_at} />;
}

export function TokensTable({ tokens, onRevoke }: { tokens: readonly Token[]; onRevoke: (token: Token) => void }) {
  const now = useNow();
  const glyph = (token: Token) => {
    const { glyph: name, words } = STATES[tokenState(token, now)];
    return <StatusGlyph glyph={name} label={words} />;
  };
  const revoke = (token: Token) => (
    <Button size="small" aria-label={`Revoke ${token.name}`} onClick={() => onRevoke(token)}>
      Revoke
    </Button>
  );
  const columns: Column<Token>[] = [
    {
      key: 'name',
      head: 'Token',
      cell: (token) => (
        <>
          {glyph(token)}
          <span className={`cut ${styles.name}`}>{token.name}</span>
        </>
      ),
    },
    {
      key: 'reach',
      head: 'May act as',
      width: '22%',
      cell: (token) => <span className="cut">{tokenReach(token)}</span>,
    },
    { key: 'used', head: 'Last used', width: '14%', cell: lastUse },
    {
      key: 'created',
      head: 'Created',
      width: '14%',
      isSecondary: true,
      cell: (token) => <RelativeTime at={token.created_at} form="moment" />,
    },
    {
      key: 'expires',
      head: 'Ends',
      width: '14%',
      cell: (token) => <RelativeTime at={token.expires_at} form="moment" />,
    },
    {
      key: 'revoke',
      head: <span className="sr-only">Revoke</span>,
      width: '10%',
      align: 'end',
      cell: revoke,
    },
  ];
  return (
    <DataTable
      label="API tokens"
      rows={tokens}
      rowKey={(token) => token.id}
      columns={columns}
      narrow={(token) => ({
        glyph: glyph(token),
        title: token.name,
        end: <RelativeTime at={token.expires_at} form="moment" />,
        detail: tokenReach(token),
        detailEnd: revoke(token),
      })}
    />
  );
}

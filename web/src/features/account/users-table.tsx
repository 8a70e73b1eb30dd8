import { IconButton } from '@/kit/button/icon-button';
import { Tag } from '@/kit/chip/tag';
import { Menu, type MenuItem } from '@/kit/overlay/menu';
import { DataTable } from '@/kit/table/data-table';
import type { Column } from '@/kit/table/table-column';
import { Person } from '@/kit/text/person';
import { RelativeTime } from '@/kit/text/relative-time';
import { orDash } from '@/lib/numbers';
import { userGuard } from './account-model';
import type { User } from './api';
import styles from './account.module.css';

type UsersTableProps = {
  users: readonly User[];
  ownId: string;
  onAdmin: (user: User, isAdmin: boolean) => void;
  onEnable: (user: User) => void;
  onDisable: (user: User) => void;
  onLink: (user: User) => void;
};

function marks(user: User): string[] {
  const words = [
    user.is_admin && 'administrator',
    user.disabled && 'disabled',
    user.has_password === false && 'no password yet',
  ];
  return words.filter((word) => word !== false);
}

function seen(user: User) {
  return user.last_seen_at === undefined ? 'never' : <RelativeTime at={user.last_seen_at} />;
}

export function UsersTable({ users, ownId, onAdmin, onEnable, onDisable, onLink }: UsersTableProps) {
  const itemsOf = (user: User): MenuItem[] => {
    const guard = userGuard(users, user.id, ownId);
    return [
      {
        label: user.has_password === false ? 'New first link' : 'New password link',
        icon: 'link',
        disabledReason: user.disabled ? 'Enable the user first.' : undefined,
        onSelect: () => onLink(user),
      },
      user.is_admin
        ? {
            label: 'Take away administrator',
            icon: 'user',
            disabledReason: guard,
            onSelect: () => onAdmin(user, false),
          }
        : { label: 'Make administrator', icon: 'user', onSelect: () => onAdmin(user, true) },
      user.disabled
        ? { label: 'Enable', icon: 'check', startsGroup: true, onSelect: () => onEnable(user) }
        : {
            label: 'Disable',
            icon: 'lock',
            isDanger: true,
            startsGroup: true,
            disabledReason: guard,
            onSelect: () => onDisable(user),
          },
    ];
  };
  const menu = (user: User) => (
    <Menu
      label={`Actions for ${user.login}`}
      align="end"
      items={itemsOf(user)}
      trigger={(control) => <IconButton icon="more" label={`Actions for ${user.login}`} size="small" {...control} />}
    />
  );
  const columns: Column<User>[] = [
    {
      key: 'login',
      head: 'User',
      cell: (user) => (
        <>
          <span className={styles.name}>
            <Person name={user.login} />
          </span>
          {marks(user).map((mark) => (
            <Tag key={mark}>{mark}</Tag>
          ))}
        </>
      ),
    },
    {
      key: 'name',
      head: 'Name',
      width: '20%',
      cell: (user) => <span className="cut">{orDash(user.display_name)}</span>,
    },
    {
      key: 'email',
      head: 'Email',
      width: '20%',
      isSecondary: true,
      cell: (user) => <span className="cut">{orDash(user.email)}</span>,
    },
    { key: 'seen', head: 'Last seen', width: '12%', cell: seen },
    {
      key: 'created',
      head: 'Created',
      width: '12%',
      isSecondary: true,
      cell: (user) => <RelativeTime at={user.created_at} form="moment" />,
    },
    { key: 'actions', head: <span className="sr-only">Actions</span>, width: '6%', align: 'end', cell: menu },
  ];
  return (
    <DataTable
      label="Users"
      rows={users}
      rowKey={(user) => user.id}
      columns={columns}
      narrow={(user) => ({
        title: user.login,
        end: seen(user),
        detail: marks(user).join(', ') || user.email,
        detailEnd: menu(user),
      })}
    />
  );
}

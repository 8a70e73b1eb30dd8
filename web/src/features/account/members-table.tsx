import type { Role } from '@/api/permissions';
import { ROLES } from '@/api/permissions.gen';
import { IconButton } from '@/kit/button/icon-button';
import { Select } from '@/kit/field/select';
import { DataTable } from '@/kit/table/data-table';
import type { Column } from '@/kit/table/table-column';
import { Tag } from '@/kit/chip/tag';
import { Person } from '@/kit/text/person';
import { RelativeTime } from '@/kit/text/relative-time';
import { orDash } from '@/lib/numbers';
import { lastOwnerReason } from './account-model';
import type { Member } from './api';
import styles from './account.module.css';

const ROLE_OPTIONS = ROLES.map((role) => ({ value: role, label: role }));

type MembersTableProps = {
  members: readonly Member[];
  /** Why the signed-in user can't change members. */
  blocked: string | undefined;
  isBusy: boolean;
  onRole: (member: Member, role: Role) => void;
  onRemove: (member: Member) => void;
};

export function MembersTable({ members, blocked, onRole, onRemove }: MembersTableProps) {
  const reasonOf = (member: Member): string | undefined => blocked ?? lastOwnerReason(members, member);
  const role = (member: Member) => (
    <div className={styles.role}>
      <Select
        label={`Role of ${member.login}`}
        hidesLabel
        size="small"
        value={member.role}
        options={ROLE_OPTIONS}
        disabledReason={reasonOf(member)}
        onChange={(next) => onRole(member, next)}
      />
    </div>
  );
  const remove = (member: Member) => (
    <IconButton
      icon="trash"
      label={`Remove ${member.login}`}
      size="small"
      disabledReason={reasonOf(member)}
      onClick={() => onRemove(member)}
    />
  );
  const columns: Column<Member>[] = [
    {
      key: 'login',
      head: 'User',
      cell: (member) => (
        <>
          <span className={styles.name}>
            <Person name={member.login} />
          </span>
          {member.disabled && <Tag>disabled</Tag>}
        </>
      ),
    },
    {
      key: 'name',
      head: 'Name',
      width: '20%',
      cell: (member) => <span className="cut">{orDash(member.display_name)}</span>,
    },
    {
      key: 'email',
      head: 'Email',
      width: '22%',
      isSecondary: true,
      cell: (member) => <span className="cut">{orDash(member.email)}</span>,
    },
    { key: 'role', head: 'Role', width: '14%', cell: role },
    { key: 'since', head: 'Since', width: '12%', cell: (member) => <RelativeTime at={member.since} form="moment" /> },
    { key: 'remove', head: <span className="sr-only">Remove</span>, width: '6%', align: 'end', cell: remove },
  ];
  return (
    <DataTable
      label="Members"
      rows={members}
      rowKey={(member) => member.login}
      columns={columns}
      narrow={(member) => ({
        title: member.login,
        end: role(member),
        detail: member.display_name,
        detailEnd: remove(member),
      })}
    />
  );
}

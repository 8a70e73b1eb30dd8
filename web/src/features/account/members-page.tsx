import { useState } from 'react';
import { formError } from '@/api/api-error';
import type { Role } from '@/api/permissions';
import { useDisabledReason, useMe, useProject } from '@/api/session';
import { Button } from '@/kit/button/button';
import { Note } from '@/kit/page/note';
import { Loaded } from '@/kit/page/loaded';
import { Page, PageHead } from '@/kit/page/page';
import { membersSentence } from './account-model';
import { AddMemberDialog } from './add-member-dialog';
import { useMembers, usePutMember, type Member } from './api';
import { MembersTable } from './members-table';
import { RemoveMemberDialog } from './remove-member-dialog';

/** Who is in the project, and with which role. */
export function MembersPage() {
  const project = useProject();
  const query = useMembers(project.name);
  const put = usePutMember(project.name);
  const { user } = useMe();
  const blocked = useDisabledReason('member:manage');
  // An administrator repairs projects whose owners can't be reached.
  const reason = user.is_admin ? undefined : blocked;
  const [isAdding, setIsAdding] = useState(false);
  const [leaving, setLeaving] = useState<Member>();
  const title = query.data ? membersSentence(query.data) : 'Members';
  const problem = formError(put.error, []);

  const changeRole = (member: Member, role: Role): void => put.mutate({ login: member.login, role });
  return (
    <Page title="Members">
      <PageHead
        title={title}
        sub={`They see ${project.name}. Owners add people and change roles.`}
        actions={
          <Button variant="filled" icon="plus" disabledReason={reason} onClick={() => setIsAdding(true)}>
            Add member
          </Button>
        }
      />
      {problem !== undefined && <Note tone="failed" title={problem} />}
      <Loaded query={query} what={`The members of ${project.name}`}>
        {(members) => (
          <MembersTable
            members={members}
            blocked={reason}
            onRole={changeRole}
            onRemove={setLeaving}
            isBusy={put.isLoading}
          />
        )}
      </Loaded>
      {isAdding && (
        <AddMemberDialog project={project.name} members={query.data ?? []} onClose={() => setIsAdding(false)} />
      )}
      {leaving && <RemoveMemberDialog project={project.name} member={leaving} onClose={() => setLeaving(undefined)} />}
    </Page>
  );
}

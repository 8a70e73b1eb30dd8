import { useState } from 'react';
import { formError } from '@/api/api-error';
import { useMe } from '@/api/session';
import { Button } from '@/kit/button/button';
import { Loaded } from '@/kit/page/loaded';
import { Note } from '@/kit/page/note';
import { Page, PageHead } from '@/kit/page/page';
import { DeniedPanel } from '@/kit/page/states';
import { usersSentence } from './account-model';
import { useChangeUser, useCreatePasswordLink, useUsers, type User, type UserWithLink } from './api';
import { CreateUserDialog } from './create-user-dialog';
import { DisableUserDialog } from './disable-user-dialog';
import { PasswordLinkDialog } from './password-link-dialog';
import { UsersTable } from './users-table';

/** Everybody who can sign in to this server. */
export function UsersPage() {
  const { user: me } = useMe();
  if (!me.is_admin) {
    return (
      <Page title="Users">
        <DeniedPanel
          title="Users are for administrators"
          facts={[
            { name: 'What you need', value: 'an administrator of this server' },
            { name: 'Who can make you one', value: 'an administrator, on the page Users' },
            { name: 'What you can do', value: 'change your own password under Profile' },
          ]}
        >
          You are signed in as {me.login}, who is no administrator.
        </DeniedPanel>
      </Page>
    );
  }
  return <UsersForAdmins ownId={me.id} />;
}

function UsersForAdmins({ ownId }: { ownId: string }) {
  const query = useUsers();
  const change = useChangeUser();
  const makeLink = useCreatePasswordLink();
  const [isCreating, setIsCreating] = useState(false);
  const [shown, setShown] = useState<UserWithLink>();
  const [leaving, setLeaving] = useState<User>();
  const [notAdded, setNotAdded] = useState<{ login: string; project: string }>();
  const problem = formError(change.error ?? makeLink.error, []);
  return (
    <Page title="Users">
      <PageHead
        title={query.data ? usersSentence(query.data) : 'Users'}
        sub="A user sees the projects that an owner adds them to. Administrators see users and global datasources."
        actions={
          <Button variant="filled" icon="plus" onClick={() => setIsCreating(true)}>
            New user
          </Button>
        }
      />
      {problem !== undefined && <Note tone="failed" title={problem} />}
      {notAdded && (
        <Note tone="warning" title={`${notAdded.login} could not be added to ${notAdded.project}`}>
          The user is there. Add {notAdded.login} under Members of {notAdded.project}.
        </Note>
      )}
      <Loaded query={query} what="The users">
        {(users) => (
          <UsersTable
            users={users}
            ownId={ownId}
            onAdmin={(user, isAdmin) => change.mutate({ id: user.id, is_admin: isAdmin })}
            onEnable={(user) => change.mutate({ id: user.id, disabled: false })}
            onDisable={setLeaving}
            onLink={(user) => makeLink.mutate(user.id, { onSuccess: setShown })}
          />
        )}
      </Loaded>
      {isCreating && (
        <CreateUserDialog
          onClose={() => setIsCreating(false)}
          onCreated={(created, project) => {
            setIsCreating(false);
            setShown(created);
            setNotAdded(project === undefined ? undefined : { login: created.user.login, project });
          }}
        />
      )}
      {shown && <PasswordLinkDialog created={shown} onClose={() => setShown(undefined)} />}
      {leaving && <DisableUserDialog user={leaving} onClose={() => setLeaving(undefined)} />}
    </Page>
  );
}

import { useMe } from '@/api/session';
import { Stack } from '@/kit/layout/columns';
import { Page, PageHead } from '@/kit/page/page';
import { counted } from '@/lib/numbers';
import { DashboardChoicesCard } from './dashboard-choices-card';
import { PasswordCard } from './password-card';
import { PreferencesCard } from './preferences-card';
import { ProfileCard } from './profile-card';
import { SessionsCard } from './sessions-card';

/** One's own account: who one is, how it looks, the password, where one is signed in. */
export function ProfilePage() {
  const { user, projects } = useMe();
  const name = user.display_name === '' ? user.login : user.display_name;
  const facts = [
    user.login,
    user.email,
    user.is_admin ? 'administrator' : '',
    `in ${counted(projects.length, 'project')}`,
  ];
  return (
    <Page title="Profile" isForm>
      <PageHead title={name} sub={facts.filter((fact) => fact !== '').join(', ')} />
      <Stack>
        <ProfileCard />
        <PreferencesCard />
        <DashboardChoicesCard />
        <PasswordCard />
        <SessionsCard />
      </Stack>
    </Page>
  );
}

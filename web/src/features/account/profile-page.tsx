import { Page, PageHead } from '@/kit/page/page';

export function ProfilePage() {
  return (
    <Page title="Profile">
      <PageHead title="Profile" />
    </Page>
  );
}

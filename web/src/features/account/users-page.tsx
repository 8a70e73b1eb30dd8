import { Page, PageHead } from '@/kit/page/page';

export function UsersPage() {
  return (
    <Page title="Users">
      <PageHead title="Users" />
    </Page>
  );
}

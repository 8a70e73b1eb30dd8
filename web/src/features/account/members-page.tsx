import { Page, PageHead } from '@/kit/page/page';

export function MembersPage() {
  return (
    <Page title="Members">
      <PageHead title="Members" />
    </Page>
  );
}

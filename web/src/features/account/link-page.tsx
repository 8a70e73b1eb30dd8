import { Page, PageHead } from '@/kit/page/page';

export function LinkPage() {
  return (
    <Page title="Set password">
      <PageHead title="Set password" />
    </Page>
  );
}

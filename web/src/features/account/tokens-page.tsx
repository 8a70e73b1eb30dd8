import { Page, PageHead } from '@/kit/page/page';

export function TokensPage() {
  return (
    <Page title="API tokens">
      <PageHead title="API tokens" />
    </Page>
  );
}

import { Page, PageHead } from '@/kit/page/page';

export function RunPage() {
  return (
    <Page title="Run">
      <PageHead title="Run" />
    </Page>
  );
}

import { Page, PageHead } from '@/kit/page/page';

export function RunsPage() {
  return (
    <Page title="Runs">
      <PageHead title="Runs" />
    </Page>
  );
}

import { Page, PageHead } from '@/kit/page/page';

export function PolicyEditPage() {
  return (
    <Page title="Policy">
      <PageHead title="Policy" />
    </Page>
  );
}

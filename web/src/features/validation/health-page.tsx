import { Page, PageHead } from '@/kit/page/page';

export function HealthPage() {
  return (
    <Page title="Health">
      <PageHead title="Health" />
    </Page>
  );
}

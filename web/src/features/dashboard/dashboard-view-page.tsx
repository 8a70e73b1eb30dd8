import { Page, PageHead } from '@/kit/page/page';

export function DashboardViewPage() {
  return (
    <Page title="Dashboard">
      <PageHead title="Dashboard" />
    </Page>
  );
}

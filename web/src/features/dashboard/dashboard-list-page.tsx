import { Page, PageHead } from '@/kit/page/page';

export function DashboardListPage() {
  return (
    <Page title="Dashboards">
      <PageHead title="Dashboards" />
    </Page>
  );
}

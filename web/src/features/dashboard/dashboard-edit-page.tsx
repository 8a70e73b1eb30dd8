import { Page, PageHead } from '@/kit/page/page';

export function DashboardEditPage() {
  return (
    <Page title="Edit">
      <PageHead title="Edit" />
    </Page>
  );
}

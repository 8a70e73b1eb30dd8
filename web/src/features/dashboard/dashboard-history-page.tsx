import { Page, PageHead } from '@/kit/page/page';

export function DashboardHistoryPage() {
  return (
    <Page title="History">
      <PageHead title="History" />
    </Page>
  );
}

import { Page, PageHead } from '@/kit/page/page';

export function ReportPage() {
  return (
    <Page title="Report">
      <PageHead title="Report" />
    </Page>
  );
}

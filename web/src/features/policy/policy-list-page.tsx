import { Page, PageHead } from '@/kit/page/page';

export function PolicyListPage() {
  return (
    <Page title="Policies">
      <PageHead title="Policies" />
    </Page>
  );
}

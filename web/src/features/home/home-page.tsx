import { Page, PageHead } from '@/kit/page/page';

export function HomePage() {
  return (
    <Page title="Home">
      <PageHead title="Home" />
    </Page>
  );
}

import { Page, PageHead } from '@/kit/page/page';

export function AboutPage() {
  return (
    <Page title="About">
      <PageHead title="About" />
    </Page>
  );
}

import { Page, PageHead } from '@/kit/page/page';

export function SignInPage() {
  return (
    <Page title="Sign in">
      <PageHead title="Sign in" />
    </Page>
  );
}

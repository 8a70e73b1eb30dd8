import { ButtonLink } from '@/kit/button/button-link';
import { Page } from '@/kit/page/page';
import { EmptyState } from '@/kit/page/states';

export function NotFoundPage() {
  return (
    <Page title="Not found">
      <EmptyState
        level="page"
        title="There is nothing at this address"
        actions={
          <ButtonLink to="/" variant="filled">
            Go home
          </ButtonLink>
        }
      >
        It was moved or deleted, or the address has a typing error. Search finds it by its name.
      </EmptyState>
    </Page>
  );
}

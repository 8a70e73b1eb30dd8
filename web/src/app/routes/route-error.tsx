import { useRouteError } from 'react-router-dom';
import { toFailure } from '@/lib/failure';
import { Button } from '@/kit/button/button';
import { Page } from '@/kit/page/page';
import { ErrorPanel } from '@/kit/page/states';

/** Browsers say it in different words; each means that a file of the page is not there any more. */
const MISSING_CHUNK = /dynamically imported module|Importing a module script failed|error loading dynamically/i;

/** The last net: a page that broke, or whose files are gone because a new version was installed. */
export function RouteError() {
  const error = useRouteError();
  const failure = toFailure(error);
  const isOldPage = MISSING_CHUNK.test(failure.message);
  return (
    <Page title="Something broke">
      <ErrorPanel
        failure={
          isOldPage ? { ...failure, code: 'new_version', message: 'A new version of Dashkeep is installed' } : failure
        }
        what="This page"
        action={<Button onClick={() => window.location.reload()}>Load the page again</Button>}
      >
        {isOldPage ? 'Load the page again to use it.' : 'The rest of Dashkeep works.'}
      </ErrorPanel>
    </Page>
  );
}

import { Page, PageHead } from '@/kit/page/page';

export function ProjectDatasourcesPage() {
  return (
    <Page title="Datasources">
      <PageHead title="Datasources" />
    </Page>
  );
}

export function GlobalDatasourcesPage() {
  return (
    <Page title="Global datasources">
      <PageHead title="Global datasources" />
    </Page>
  );
}

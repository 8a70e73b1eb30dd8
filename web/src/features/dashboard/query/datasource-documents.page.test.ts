import { expect, it } from 'vitest';
import { createQueryClient } from '@/api/query-client';
import { serve } from '@/test/server';
import { datasourcesOf, globalDatasources } from './datasource-documents';

it('gives charts what is there now once the page of datasources made the old lists old', async () => {
  const client = createQueryClient();
  serve({
    'GET /api/v1/projects/documents/datasources': { body: ['old'] },
    'GET /api/v1/globaldatasources': { body: [] },
  });
  expect(await datasourcesOf(client, 'documents')).toEqual(['old']);
  expect(await globalDatasources(client)).toEqual([]);
  serve({
    'GET /api/v1/projects/documents/datasources': { body: ['new'] },
    'GET /api/v1/globaldatasources': { body: ['new too'] },
  });
  expect(await datasourcesOf(client, 'documents')).toEqual(['old']);
  await client.invalidateQueries(['datasources']);
  expect(await datasourcesOf(client, 'documents')).toEqual(['new']);
  expect(await globalDatasources(client)).toEqual(['new too']);
});

it('keeps them apart from the lists of the page, whatever a project is called', async () => {
  const client = createQueryClient();
  client.setQueryData(['datasources', 'documents'], ['of the page']);
  serve({ 'GET /api/v1/globaldatasources': { body: ['global'] } });
  expect(await globalDatasources(client)).toEqual(['global']);
});

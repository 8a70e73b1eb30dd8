import { describe, expect, it } from 'vitest';
import { readsOf } from './begin';

describe('what is read before the application is there', () => {
  it('is what a dashboard is drawn with, at the addresses that the client uses', () => {
    expect(readsOf('/p/shop/dashboards/a%20b')).toEqual([
      '/api/v1/me',
      '/api/v1/projects/shop/dashboards/a%20b',
      '/api/v1/projects/shop/datasources',
      '/api/v1/globaldatasources',
      '/api/v1/projects/shop/variables',
      '/api/v1/globalvariables',
    ]);
  });

  it.each([
    '/',
    '/p/shop/runs',
    '/p/shop/dashboards',
    '/p/shop/dashboards/new',
    '/p/shop/dashboards/a/edit',
    '/p/%E0/dashboards/a',
  ])('is who it is on %s', (path) => expect(readsOf(path)).toEqual(['/api/v1/me']));

  it.each(['/sign-in', '/setup/token', '/password/token'])('is nothing on %s, where nobody is signed in', (path) =>
    expect(readsOf(path)).toEqual([]),
  );
});

import type { ReactNode } from 'react';
import { toFailure, type Failure } from '@/lib/failure';
import { SkeletonRows } from './skeleton';
import { DeniedPanel, ErrorPanel } from './states';

/** The part of a query that a screen draws; TanStack's results fit it. */
type Loading<T> = {
  data: T | undefined;
  error: unknown;
  isFetching: boolean;
  refetch: () => unknown;
};

type LoadedProps<T> = {
  query: Loading<T>;
  /** What is read, for the error: 'The members of commerce'. */
  what: string;
  skeleton?: ReactNode;
  /** Draws a refusal (403); without it the usual panel. */
  denied?: (failure: Failure) => ReactNode;
  /** 'page' where the page has no heading without the data: what went wrong is its heading then. */
  level?: 'page' | 'region';
  children: (data: T) => ReactNode;
};

/**
 * One place for the four forms of a region: waiting, failed, refused, there. Data that was read once stays
 * when a later reading fails; the live chip says that it is stale.
 */
export function Loaded<T>({ query, what, skeleton, denied, level = 'region', children }: LoadedProps<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (!query.error) return <>{skeleton ?? <SkeletonRows />}</>;
  const failure = toFailure(query.error);
  if (failure.status === 403) {
    return <>{denied?.(failure) ?? <Refused what={what} failure={failure} />}</>;
  }
  return (
    <ErrorPanel
      failure={failure}
      what={what}
      level={level}
      onRetry={() => query.refetch()}
      isRetrying={query.isFetching}
    />
  );
}

function Refused({ what, failure }: { what: string; failure: Failure }) {
  const facts = [{ name: 'Who can give it', value: 'an owner of the project, on the page Members' }];
  return (
    <DeniedPanel title={`${what}: not for your role`} facts={facts}>
      {failure.message}
    </DeniedPanel>
  );
}

import type { QueryClient } from '@tanstack/react-query';
import { api, read } from '@/api/client';
import { BLOCK_LINES, blockStart, byBlock, growExtent, mergeLines, type LogExtent } from './log-lines';
import type { LogLine, LogPage } from './run';

/** One run's log in the query cache: blocks of lines, and how far the log reaches. */
export type LogAddress = { project: string; run: string };

export function logKey({ project, run }: LogAddress): readonly unknown[] {
  return ['run-log', project, run];
}

export function blockKey(address: LogAddress, block: number): readonly unknown[] {
  return [...logKey(address), 'block', block];
}

export function extentKey(address: LogAddress): readonly unknown[] {
  return [...logKey(address), 'extent'];
}

type PageQuery = { after?: number; before?: number; limit: number; level?: LogLine['level'][]; item?: number };

export function readLogPage({ project, run }: LogAddress, query: PageQuery, signal?: AbortSignal): Promise<LogPage> {
  const params = { path: { project, id: run }, query };
  return read(api.GET('/api/v1/projects/{project}/runs/{id}/logs', { params, signal: signal ?? null }));
}

export function noteExtent(client: QueryClient, address: LogAddress, seen: LogExtent): void {
  client.setQueryData<LogExtent>(extentKey(address), (known) => (known ? growExtent(known, seen) : seen));
}

/** Reads a block. Lines that the stream brought meanwhile stay, though the answer may be older than they are. */
export async function readBlock(
  client: QueryClient,
  address: LogAddress,
  block: number,
  signal?: AbortSignal,
): Promise<readonly LogLine[]> {
  const page = await readLogPage(address, { after: blockStart(block) - 1, limit: BLOCK_LINES }, signal);
  noteExtent(client, address, { first: page.first_seq, last: page.last_seq, isComplete: page.complete });
  const before = client.getQueryData<readonly LogLine[]>(blockKey(address, block)) ?? [];
  return mergeLines(before, page.lines);
}

/** Puts lines that just came where they belong. Blocks that nobody has looked at are left to be read later. */
export function addLines(client: QueryClient, address: LogAddress, lines: readonly LogLine[]): void {
  const last = lines.at(-1);
  if (!last) return;
  for (const [block, part] of byBlock(lines)) {
    const startsBlock = part[0]?.seq === blockStart(block);
    client.setQueryData<readonly LogLine[]>(blockKey(address, block), (known) => {
      if (known) return mergeLines(known, part);
      return startsBlock ? part : undefined;
    });
  }
  noteExtent(client, address, { first: 1, last: last.seq, isComplete: false });
}

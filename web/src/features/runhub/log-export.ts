import { showNotice } from '@/kit/notice/notices';
import type { MenuItem } from '@/kit/overlay/menu';
import type { LineAnchor } from './log-anchor';
import { writeAnchor } from './log-anchor';
import type { LogAddress } from './log-cache';
import type { LogRows } from './log-lines';
import { COMPRESS_FROM_LINES, lineText, type LogTimes } from './log-words';
import type { RowRange } from './log-window';
import { copyText } from '@/lib/copy-text';
import { counted } from '@/lib/numbers';
import type { Zone } from '@/lib/time';

type Look = { times: LogTimes; startedAt: string | undefined; zone: Zone };

function textOf(rows: LogRows, range: RowRange, look: Look): string {
  const texts: string[] = [];
  for (let row = range.from; row < range.to; row += 1) {
    const line = rows.lineAt(row);
    if (line) texts.push(lineText(line, look.times, look.startedAt, look.zone));
  }
  return texts.join('\n');
}

async function write(text: string): Promise<void> {
  if (await copyText(text)) return;
  showNotice({
    title: 'Nothing was copied',
    text: 'The browser refuses the clipboard. Select the lines and copy them.',
  });
}

export function copyItems(rows: LogRows, visible: RowRange, anchor: LineAnchor | undefined, look: Look): MenuItem[] {
  const page = `${location.origin}${location.pathname}${location.search}`;
  const chosen = anchor && { from: rows.rowOf(anchor.from), to: rows.rowOf(anchor.to) + 1 };
  return [
    {
      label: anchor ? 'Copy link to the chosen lines' : 'Copy link to this log',
      icon: 'link',
      onSelect: () => void write(anchor ? `${page}${writeAnchor(anchor)}` : page),
    },
    ...(chosen && anchor
      ? [
          {
            label: `Copy ${counted(anchor.to - anchor.from + 1, 'chosen line')}`,
            icon: 'copy' as const,
            onSelect: () => void write(textOf(rows, chosen, look)),
          },
        ]
      : []),
    { label: 'Copy the lines in sight', icon: 'copy', onSelect: () => void write(textOf(rows, visible, look)) },
  ];
}

function download(address: LogAddress, query: string): void {
  const link = document.createElement('a');
  const run = `/api/v1/projects/${encodeURIComponent(address.project)}/runs/${encodeURIComponent(address.run)}`;
  link.href = `${run}/logs/download?${query}`;
  link.download = '';
  link.click();
}

/** A large log is offered compressed first: it would be slow to open otherwise. */
export function downloadItems(address: LogAddress, lines: number): MenuItem[] {
  const plain: MenuItem = {
    label: 'Text',
    icon: 'file',
    hint: '.log',
    onSelect: () => download(address, 'format=text'),
  };
  const packed: MenuItem = {
    label: 'Text, compressed',
    icon: 'file',
    hint: '.log.gz',
    onSelect: () => download(address, 'format=text&gzip=true'),
  };
  const structured: MenuItem = {
    label: 'One JSON object a line',
    icon: 'file',
    hint: '.ndjson',
    onSelect: () => download(address, 'format=ndjson'),
  };
  return lines >= COMPRESS_FROM_LINES ? [packed, plain, structured] : [plain, packed, structured];
}

import { isApiError } from '@/api/api-error';
import { readDocument, type DashboardDocument } from '../document/dashboard-document';

/** Somebody saved a newer version while one was editing. */
export type Conflict = {
  theirs: DashboardDocument;
  theirVersion: number;
  /** What a save over theirs must present. */
  etag: string;
  savedBy: string;
  savedAt: string | undefined;
  /** The version that mine was made from, when the server still knows it. */
  base: number | undefined;
};

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** What a refused save says about the newer version; undefined when it was refused for another reason. */
export function conflictOf(error: unknown): Conflict | undefined {
  if (!isApiError(error) || error.status !== 409) return undefined;
  const {
    current,
    current_version: version,
    etag,
    saved_by: savedBy,
    saved_at: savedAt,
    yours_version: base,
  } = error.details;
  const theirVersion = number(version);
  if (theirVersion === undefined) return undefined;
  return {
    theirs: readDocument(current),
    theirVersion,
    etag: text(etag) ?? `"${theirVersion}"`,
    savedBy: text(savedBy) ?? 'Somebody',
    savedAt: text(savedAt),
    base: number(base),
  };
}

/** What to do with two versions. Whatever is chosen, nothing is lost. */
export type Resolution = 'overwrite' | 'theirs' | 'copy';

/** Why a version was saved, with whose version it was saved over. */
export function overwriteMessage(reason: string, { theirVersion, savedBy }: Conflict): string {
  const over = `over version ${theirVersion} of ${savedBy}`;
  return reason === '' ? `Saved ${over}` : `${reason} (saved ${over})`;
}

export function resolutionButton(resolution: Resolution, version: number): string {
  switch (resolution) {
    case 'overwrite':
      return `Save mine as version ${version + 1}`;
    case 'theirs':
      return `Take version ${version}`;
    case 'copy':
      return 'Save mine as a copy';
  }
}

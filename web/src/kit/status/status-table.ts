/**
 * The one table of states. Every status word, colour and glyph in the interface comes from here, so that
 * the same state looks and reads the same everywhere. State is shape and word first; colour comes third.
 */
export const GLYPHS = [
  'queued',
  'running',
  'needs-input',
  'ok',
  'warning',
  'failed',
  'unknown',
  'stale',
  'cancelled',
  'skipped',
  'muted',
] as const;
export type GlyphName = (typeof GLYPHS)[number];

/** The suffix of a colour token: --status-<tone>. */
export type Tone = 'queued' | 'running' | 'needs-input' | 'ok' | 'warning' | 'failed' | 'unknown' | 'neutral';

export type StatusFace = { label: string; tone: Tone; glyph: GlyphName };

export const RUN_STATUSES = [
  'queued',
  'running',
  'awaiting_input',
  'succeeded',
  'partially_succeeded',
  'failed',
  'cancelled',
] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

export const ITEM_STATUSES = [
  'queued',
  'running',
  'awaiting_input',
  'succeeded',
  'warned',
  'failed',
  'skipped',
] as const;
export type ItemStatus = (typeof ITEM_STATUSES)[number];

export const HEALTH_STATES = ['FAIL', 'WARN', 'UNKNOWN', 'PASS'] as const;
export type HealthState = (typeof HEALTH_STATES)[number];

const RUN_FACES: Record<RunStatus | ItemStatus, StatusFace> = {
  queued: { label: 'Queued', tone: 'queued', glyph: 'queued' },
  running: { label: 'Running', tone: 'running', glyph: 'running' },
  awaiting_input: { label: 'Needs input', tone: 'needs-input', glyph: 'needs-input' },
  succeeded: { label: 'Succeeded', tone: 'ok', glyph: 'ok' },
  partially_succeeded: { label: 'Partly succeeded', tone: 'warning', glyph: 'warning' },
  failed: { label: 'Failed', tone: 'failed', glyph: 'failed' },
  cancelled: { label: 'Cancelled', tone: 'neutral', glyph: 'cancelled' },
  warned: { label: 'Warning', tone: 'warning', glyph: 'warning' },
  skipped: { label: 'Skipped', tone: 'neutral', glyph: 'skipped' },
};

const HEALTH_FACES: Record<HealthState, StatusFace> = {
  PASS: { label: 'Healthy', tone: 'ok', glyph: 'ok' },
  WARN: { label: 'Warning', tone: 'warning', glyph: 'warning' },
  FAIL: { label: 'Failing', tone: 'failed', glyph: 'failed' },
  UNKNOWN: { label: 'Unknown', tone: 'unknown', glyph: 'unknown' },
};

const UNKNOWN_FACE: StatusFace = { label: 'Unknown', tone: 'unknown', glyph: 'unknown' };

export const STALE_FACE: StatusFace = { label: 'Stale', tone: 'unknown', glyph: 'stale' };
export const MUTED_FACE: StatusFace = { label: 'Muted', tone: 'neutral', glyph: 'muted' };

/** The colour of a glyph that stands without a state. */
export const GLYPH_TONES: Record<GlyphName, Tone> = {
  queued: 'queued',
  running: 'running',
  'needs-input': 'needs-input',
  ok: 'ok',
  warning: 'warning',
  failed: 'failed',
  unknown: 'unknown',
  stale: 'unknown',
  cancelled: 'neutral',
  skipped: 'neutral',
  muted: 'neutral',
};

/** Runs and their items share their words. A state that this page does not know is shown as unknown. */
export function runFace(status: string): StatusFace {
  return isRunStatus(status) || isItemStatus(status) ? RUN_FACES[status] : UNKNOWN_FACE;
}

export function healthFace(state: string): StatusFace {
  return isHealthState(state) ? HEALTH_FACES[state] : UNKNOWN_FACE;
}

export function isHealthState(value: string): value is HealthState {
  return HEALTH_STATES.some((state) => state === value);
}

export function isRunStatus(value: string): value is RunStatus {
  return RUN_STATUSES.some((status) => status === value);
}

function isItemStatus(value: string): value is ItemStatus {
  return ITEM_STATUSES.some((status) => status === value);
}

/** Whether a run has come to its end. */
export function isFinished(status: RunStatus): boolean {
  switch (status) {
    case 'queued':
    case 'running':
    case 'awaiting_input':
      return false;
    case 'succeeded':
    case 'partially_succeeded':
    case 'failed':
    case 'cancelled':
      return true;
  }
}

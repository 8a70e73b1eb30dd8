import type { TestResult } from './api';

/** By the name of the step, as the server has it: what it means that it failed. */
const FAILURES: Readonly<Record<string, string>> = {
  Reachable: 'Not reachable',
  'Answers queries': 'Answers no queries',
  'Has metrics': 'Lists no metrics',
};

/** Only the settings mend it, and they are read at the start. */
export function needsRestart(result: TestResult): boolean {
  return result.steps.some((step) => step.restart_needed === true);
}

/** 'Works', 'Not reachable': a test in a word or two. */
export function testInWords(result: TestResult): string {
  if (result.ok) return 'Works';
  if (needsRestart(result)) return 'Not allowed yet';
  const failed = result.steps.find((step) => step.state === 'failed');
  return FAILURES[failed?.name ?? ''] ?? 'Does not work';
}

import { describe, expect, it } from 'vitest';
import { aboutSentence } from './about-model';

describe('aboutSentence', () => {
  const check = (name: string, state: 'ok' | 'warning' | 'failed' | 'waiting') => ({ name, state, text: '' });

  it('says that all is well, or where to look', () => {
    expect(aboutSentence({ version: '1.0.0', checks: [check('Store', 'ok'), check('Superset', 'waiting')] })).toBe(
      'Dashkeep 1.0.0 is well',
    );
    expect(aboutSentence({ version: '1.0.0', checks: [check('Store', 'failed')] })).toBe(
      'Dashkeep 1.0.0: look at Store',
    );
    expect(aboutSentence({ version: '1.0.0', checks: [check('Store', 'failed'), check('Queue', 'warning')] })).toBe(
      'Dashkeep 1.0.0: look at Store and 1 more',
    );
  });
});

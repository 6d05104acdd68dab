import { describe, expect, it } from 'vitest';
import { createLog } from './log.ts';

function logTo(lines: string[], plain: boolean, level: 'info' | 'warn' = 'info') {
  return createLog({ level, plain, secrets: ['s3cret-token'], write: (line) => lines.push(line) });
}

describe('the log', () => {
  it('writes one JSON object a line for machines', () => {
    const lines: string[] = [];
    logTo(lines, false).info('run.opened', { id: 'r1', accounts: 2000 });
    expect(JSON.parse(lines[0]!)).toMatchObject({ level: 'info', event: 'run.opened', id: 'r1', accounts: 2000 });
    expect(lines).toHaveLength(1);
  });

  it('writes a short line for a person', () => {
    const lines: string[] = [];
    const log = logTo(lines, true);
    log.info('run.opened', { id: 'r1', accounts: 2000 });
    log.warn('partition.failed', { code: 'X', message: 'two words' });
    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d run\.opened {2}id=r1 {2}accounts=2000$/);
    expect(lines[1]).toMatch(/WARN partition\.failed {2}code=X {2}message="two words"$/);
  });

  it('leaves out what is below its level', () => {
    const lines: string[] = [];
    logTo(lines, true, 'warn').info('run.opened', {});
    expect(lines).toEqual([]);
  });

  it('never shows a secret, wherever it stands', () => {
    const lines: string[] = [];
    const log = logTo(lines, false);
    log.error('login.refused', { message: 'token s3cret-token refused', urls: ['redis://me:pass@host/1'] });
    expect(lines.join()).not.toMatch(/s3cret|pass@/);
    expect(lines.join()).toContain('redis://me:[hidden]@host/1');
  });
});

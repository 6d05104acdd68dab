import { describe, expect, it } from 'vitest';
import { TODAY, noon } from '../../test/builders.ts';
import { callRow, mailingRow } from '../../test/readings.ts';
import { toCall, toMailing } from './engagements.ts';

describe('a mailing', () => {
  it.each([
    ['single', '', true],
    ['Single', '', true],
    ['sequence', 'manual_email', true],
    ['sequence', 'auto_email', false],
    ['sequence', '', false],
    ['campaign', '', false],
  ])('of type "%s" in a step "%s" is manual: %s', (mailingType, stepType, manual) => {
    expect(toMailing(mailingRow(1, { mailingType, stepType })).manual).toBe(manual);
  });

  const replies = (positive: number, negative: number, neutral: number) => ({ positive, negative, neutral });

  it.each([
    ['positive', null, 'positive'],
    ['Negative', replies(1, 0, 0), 'negative'],
    ['neutral', null, 'neutral'],
    ['puzzled', replies(1, 0, 0), null],
    [null, replies(0, 2, 0), 'negative'],
    [null, replies(0, 0, 1), 'neutral'],
    ['', replies(3, 0, 0), 'positive'],
    [null, replies(1, 1, 0), null],
    [null, replies(0, 0, 0), null],
    [null, null, null],
  ])('with sentiment %s and counters %j has the sentiment %s', (replySentiment, counters, sentiment) => {
    expect(toMailing(mailingRow(1, { replySentiment, replies: counters })).sentiment).toBe(sentiment);
  });
});

describe('a call', () => {
  const UNDONE = { state: '', outcome: '', completedAt: null };

  it.each([
    [{ ...UNDONE }, false],
    [{ ...UNDONE, state: 'in_progress' }, false],
    [{ ...UNDONE, state: 'No_Answer' }, true],
    [{ ...UNDONE, outcome: 'Answered' }, true],
    [{ ...UNDONE, completedAt: noon(TODAY) }, true],
  ])('with %j is completed: %s', (given, completed) => {
    expect(toCall(callRow(1, given)).completed).toBe(completed);
  });

  it('is Orum’s by its vendor or by a disposition that starts so', () => {
    expect(toCall(callRow(1, { vendor: 'Orum' })).vendor).toBe('Orum');
    expect(toCall(callRow(1, { dispositionName: '[orum] Call - busy' })).vendor).toBe('Orum');
    expect(toCall(callRow(1, { dispositionName: 'Met at the forum [Orum]' })).vendor).toBeNull();
  });

  it('came in only when Outreach says so', () => {
    expect([' Inbound', 'outbound', ''].map((direction) => toCall(callRow(1, { direction })).direction)).toEqual([
      'in',
      'out',
      'out',
    ]);
  });
});

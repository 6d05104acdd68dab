import { describe, expect, it } from 'vitest';
import { bareSubject, leadingTags, saysAny, seniorityOf, withoutTags } from './words.ts';

describe('whole words', () => {
  it.each([
    ['Left voicemail', 'voicemail', true],
    ['LEFT VOICEMAIL.', 'voicemail', true],
    ['Call notes from the forum', 'orum', false],
    ['Orum: connected', 'orum', true],
    ['no_answer', 'no answer', true],
    ['No   Answer', 'no answer', true],
    ['There is no short answer', 'no answer', false],
    ['unanswered', 'answered', false],
    ['reconnected later', 'connected', false],
    ['', 'orum', false],
  ])('"%s" says "%s": %s', (text, phrase, expected) => {
    expect(saysAny(text, [phrase])).toBe(expected);
  });
});

describe('subjects', () => {
  it('have tags at their start only, in any case', () => {
    expect(leadingTags('[Outreach] [EMAIL][In] Re: [draft] offer')).toEqual(['outreach', 'email', 'in']);
    expect(leadingTags('  [Call] [Outbound] [Not Answered] Ada')).toEqual(['call', 'outbound', 'not answered']);
    expect(leadingTags('Offer [Email] [Out]')).toEqual([]);
    expect(leadingTags('[unclosed subject')).toEqual([]);
  });

  it('without tags keep the case of the writer', () => {
    expect(withoutTags('[Outreach] [Email] [Out] Your Plan [v2]')).toBe('Your Plan [v2]');
  });

  it.each([
    ['[Outreach] [Email] [Out] Your plan', 'your plan'],
    ['RE: Fwd: Your  plan', 'your plan'],
    ['[Email] [In] Re: [EXTERNAL] AW: Your plan ', 'your plan'],
    ['Re[2]: Your plan', 'your plan'],
    ['Regarding: your plan', 'regarding: your plan'],
    ['Re:', ''],
    ['', ''],
  ])('"%s" is bare as "%s"', (subject, bare) => {
    expect(bareSubject(subject)).toBe(bare);
  });
});

describe('seniority by title', () => {
  it.each([
    ['Director of Sales', 'director'],
    ['Head of Operations', 'director'],
    ['Managing Director and Founder', 'director'],
    ['VP, Director of Marketing', 'director'],
    ['Directory Administrator', 'individual'],
    ['Head Nurse', 'individual'],
    ['Vice President', 'vp'],
    ['Senior Vice-President, Finance', 'vp'],
    ['SVP Product', 'vp'],
    ['evp', 'vp'],
    ['VP and CEO', 'vp'],
    ['AVP Sales', 'individual'],
    ['President', 'c_level'],
    ['Chief Revenue Officer', 'c_level'],
    ['CISO', 'c_level'],
    ['Co-Founder', 'c_level'],
    ['Founder & CEO', 'c_level'],
    ['Owner', 'c_level'],
    [' owner ', 'c_level'],
    ['Business Owner', 'c_level'],
    ['Co-owner', 'c_level'],
    ['Product Owner', 'individual'],
    ['Process Owner', 'individual'],
    ['Handkerchief Designer', 'individual'],
    ['Manager', 'manager'],
    ['Account Manager, EMEA', 'manager'],
    ['Lead', 'manager'],
    ['Team Lead', 'manager'],
    ['Shift Supervisor', 'manager'],
    ['Leader of the Band', 'individual'],
    ['Management Trainee', 'individual'],
    ['Assistant to the CEO', 'individual'],
    ['Executive Assistant to the Vice President', 'individual'],
    ['Developer', 'individual'],
    ['', 'unknown'],
    ['   ', 'unknown'],
    ['—', 'unknown'],
  ])('"%s" is %s', (title, seniority) => {
    expect(seniorityOf(title)).toBe(seniority);
  });
});

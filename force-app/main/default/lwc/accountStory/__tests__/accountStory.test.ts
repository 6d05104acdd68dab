import { objectOf, peopleOf, readStory } from 'c/accountStory';

const touchpoint = {
  date: '2026-02-28',
  type: 'reply',
  source: 'Outreach Email',
  direction: 'in',
  twoWay: true,
  people: ['0035g00000AdaBrAAA', 'prospect:9'],
  records: ['00T5g00000RinGDEAZ', 'mailing:12'],
};
const text = (changed: Record<string, unknown> = {}) =>
  JSON.stringify({ version: 1, touchpoints: [touchpoint], more: 2, types: {}, weeks: {}, changes: [], ...changed });
const told = (json: string) => {
  const reading = readStory(json);
  if (reading.state !== 'told') throw new Error(`The story is ${reading.state}.`);
  return reading.story;
};

describe('c/accountStory', () => {
  it('reads version 1', () => {
    const story = told(
      text({
        weeks: { '2026-02-23': [1, 2], '2026-02-16': [0, 3] },
        changes: [{ what: 'exits', on: '2026-03-15', because: 'touchpoints' }, { what: 'response needed' }],
      }),
    );
    expect(story.touchpoints).toEqual([{ ...touchpoint, morePeople: 0 }]);
    expect(story.more).toBe(2);
    expect(story.weeks).toEqual([
      { monday: '2026-02-16', twoWay: 0, oneWay: 3 },
      { monday: '2026-02-23', twoWay: 1, oneWay: 2 },
    ]);
    expect(story.changes).toEqual([
      { what: 'exits', on: '2026-03-15', because: 'touchpoints' },
      { what: 'response needed' },
    ]);
  });

  it('tells no story, a damaged one and one of another version apart', () => {
    expect(readStory(null).state).toBe('none');
    expect(readStory(undefined).state).toBe('none');
    expect(readStory('').state).toBe('none');
    expect(readStory('{"version":1,"touch').state).toBe('unreadable');
    expect(readStory('[]').state).toBe('unreadable');
    expect(readStory('{"version":"1"}').state).toBe('unreadable');
    expect(readStory(text({ touchpoints: [{ ...touchpoint, date: 'yesterday' }] })).state).toBe('unreadable');
    expect(readStory(text({ weeks: { monday: [1, 1] } })).state).toBe('unreadable');
    expect(readStory('{"version":2}').state).toBe('unknown version');
  });

  it('leaves out obstacles, which are live fields, and changes it has no sentence for', () => {
    const changes = [
      { what: 'excluded', because: 'Account type: Customer' },
      { what: 'snoozed', until: '2026-03-10' },
      { what: 'open opportunity', count: 1 },
      { what: 'a new kind' },
      { what: 'near until', on: '2026-03-07' },
    ];
    expect(told(text({ changes })).changes).toEqual([{ what: 'near until', on: '2026-03-07' }]);
  });

  it('names every person once, by the kind of their record', () => {
    const lead = { ...touchpoint, people: ['00Q5g00000LeadAAAA', '0035g00000AdaBrAAA'] };
    expect(peopleOf(told(text({ touchpoints: [touchpoint, lead] })))).toEqual({
      contacts: ['0035g00000AdaBrAAA'],
      leads: ['00Q5g00000LeadAAAA'],
    });
  });

  it('knows which Ids lead to a record page', () => {
    expect(objectOf('00T5g00000RinGDEAZ')).toBe('Task');
    expect(objectOf('00U5g00000RinGC')).toBe('Event');
    expect(objectOf('mailing:409636864')).toBeNull();
    expect(objectOf('prospect:9')).toBeNull();
    expect(objectOf('0065g00000OpportAAA')).toBeNull();
  });
});

import { playsByTier } from 'c/signalPlays';
import type { PlaysAnswer } from 'c/signalPlays';

const node = (name: string, values: Record<string, unknown>) => ({
  node: {
    Id: `m00${name}`,
    DeveloperName: { value: name },
    Tier: { value: 'Near' },
    Title: { value: `Title of ${name}` },
    Steps: { value: 'One' },
    Who: { value: 'Executive_Sponsor', label: 'Executive Sponsor' },
    Due: { value: 2 },
    Cadence: { value: 'weekly', label: 'Weekly' },
    Active: { value: true },
    Sort: { value: 10 },
    ...values,
  },
});
const answer = (...edges: unknown[]): PlaysAnswer =>
  ({ uiapi: { query: { Signal_Play__mdt: { edges } } } }) as unknown as PlaysAnswer;

describe('c/signalPlays', () => {
  it('gives the active plays of each tier in their order, those without one last', () => {
    const plays = playsByTier(
      answer(
        node('Last', { Sort: { value: null } }),
        node('Second', { Sort: { value: 20 } }),
        node('First', {}),
        node('Off', { Active: { value: false } }),
        node('Elsewhere', { Tier: { value: 'High-Effort' } }),
        null,
      ),
    );
    expect(plays.get('Near')?.map((play) => play.name)).toEqual(['First', 'Second', 'Last']);
    expect(plays.get('High-Effort')).toHaveLength(1);
    expect(plays.has('High-Engaged')).toBe(false);
  });

  it('reads one step a line, without empty lines', () => {
    const [play] = playsByTier(answer(node('A', { Steps: { value: ' Call \r\n\n Send ' } }))).get('Near') ?? [];
    expect(play?.steps).toEqual(['Call', 'Send']);
  });

  it('shows choices by their label, and tells due today from no due date', () => {
    const plays = playsByTier(answer(node('A', { Due: { value: 0 } }), node('B', { Due: { value: null }, Who: null })));
    expect(plays.get('Near')).toMatchObject([
      { who: 'Executive Sponsor', cadence: 'Weekly', dueInDays: 0 },
      { who: null, dueInDays: null },
    ]);
  });

  it('gives nothing while there is no answer, and when the viewer may not read the metadata', () => {
    expect(playsByTier(undefined).size).toBe(0);
    expect(playsByTier({ uiapi: { query: { Signal_Play__mdt: null } } }).size).toBe(0);
  });
});

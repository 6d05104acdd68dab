// From what a person chose to the filter and order of a query.
import { BY_RANK, NO_FILTERS, canSeeSignals, changedBy, orderByOf, scoreBuckets, whereOf } from 'c/signalListScope';
import type { Filters, Viewer } from 'c/signalListScope';

const ALL = [
  'High_Signal__c',
  'Signal_Tier__c',
  'Signal_Exits_On__c',
  'Signal_Near_Until__c',
  'Signal_Excluded_Because__c',
  'Signal_Snoozed_Until__c',
  'Open_Opportunities__c',
  'Touchpoint_Rank__c',
  'Touchpoint_Sources__c',
];
const viewer = (readable: readonly string[] = ALL, roleFields: readonly string[] = []): Viewer => ({
  userId: '005me',
  readable: new Set(readable),
  roleFields,
});
const where = (filters: Partial<Filters> = {}, who = viewer()) =>
  (whereOf({ ...NO_FILTERS, ...filters }, who) as { and: object[] }).and;

describe('signalListScope', () => {
  it('asks for stored fields first and for the verdict last', () => {
    expect(where()).toEqual([
      { Signal_Exits_On__c: { gt: { literal: 'TODAY' } } },
      { Signal_Excluded_Because__c: { eq: null } },
      { Open_Opportunities__c: { eq: 0 } },
      { High_Signal__c: { eq: true } },
    ]);
  });

  it('asks for accounts that are near by their own stored date, and not for the verdict', () => {
    const fields = where({ tier: 'Near' }).flatMap((condition) => Object.keys(condition));
    expect(fields).toEqual([
      'Signal_Near_Until__c',
      'Signal_Excluded_Because__c',
      'Open_Opportunities__c',
      'Signal_Tier__c',
    ]);
  });

  it('never filters on a field that the viewer may not read, since the org would refuse the query', () => {
    const readable = ['Signal_Exits_On__c', 'Signal_Snoozed_Until__c'];
    expect(where({ source: 'Task', tier: 'High-Effort' }, viewer(readable))).toEqual([
      { Signal_Exits_On__c: { gt: { literal: 'TODAY' } } },
      {
        or: [{ Signal_Snoozed_Until__c: { eq: null } }, { Signal_Snoozed_Until__c: { lt: { literal: 'TODAY' } } }],
      },
    ]);
  });

  it('counts as mine what I own and what a readable role field gives me', () => {
    expect(where({ scope: 'mine' })).toContainEqual({ OwnerId: { eq: '005me' } });
    const who = viewer([...ALL, 'DGR__c'], ['DGR__c', 'Hidden__c']);
    expect(where({ scope: 'mine' }, who)).toContainEqual({
      or: [{ OwnerId: { eq: '005me' } }, { DGR__c: { eq: '005me' } }],
    });
  });

  it('forgets the owner with the scope that offered them, and nothing else', () => {
    const filters: Filters = { ...NO_FILTERS, ownerId: '005', source: 'Task' };
    expect(changedBy(filters, { scope: 'mine' })).toEqual({ ...filters, scope: 'mine', ownerId: '' });
    expect(changedBy(filters, { tier: 'Near' })).toEqual({ ...filters, tier: 'Near' });
  });

  it('takes as my team the owners whose manager I am', () => {
    expect(where({ scope: 'team' })).toContainEqual({ Owner: { ManagerId: { eq: '005me' } } });
  });

  it('takes the wildcards of a search literally', () => {
    expect(where({ search: ' 100%_a\\b ' })).toContainEqual({ Name: { like: '%100\\%\\_a\\\\b%' } });
    expect(where({ search: '   ' })).toHaveLength(4);
  });

  it('orders by rank with the Id last, through a lookup by owner, and by name where the field is hidden', () => {
    const last = { Id: { order: 'ASC' } };
    expect(orderByOf(BY_RANK, viewer())).toEqual({ Touchpoint_Rank__c: { order: 'DESC', nulls: 'LAST' }, ...last });
    expect(orderByOf({ key: 'owner', descending: false }, viewer())).toEqual({
      Owner: { Name: { order: 'ASC', nulls: 'LAST' } },
      ...last,
    });
    expect(orderByOf(BY_RANK, viewer([]))).toEqual({ Name: { order: 'ASC' }, ...last });
  });

  it('cuts the scores into ten buckets without gap or overlap', () => {
    const bounds = Object.values(scoreBuckets({})).map((bucket) => JSON.stringify(bucket));
    expect(bounds).toHaveLength(10);
    expect(bounds[0]).toContain('{"gte":0,"lt":10}');
    expect(bounds[8]).toContain('{"gte":80,"lt":90}');
    expect(bounds[9]).toContain('{"gte":90}');
  });

  it('needs the verdict or every clause it is made of', () => {
    expect(canSeeSignals(viewer(ALL.filter((field) => field !== 'High_Signal__c')))).toBe(true);
    expect(canSeeSignals(viewer(['High_Signal__c']))).toBe(true);
    expect(canSeeSignals(viewer(['Signal_Exits_On__c', 'Open_Opportunities__c']))).toBe(false);
    expect(canSeeSignals(viewer(['Touchpoint_Score__c']))).toBe(false);
  });
});

// What becomes of resource objects, and the small judgements behind it.
import { describe, expect, test } from 'vitest';
import { remainingOf, serverClock, waitOf } from './clock-headers.ts';
import { endpoints, sourceOf } from './config.ts';
import { isOrumCall } from './orum.ts';
import { FIELDS, takeResource } from './resources.ts';
import { salesforceId } from '../run/salesforce-ids.ts';

const updatedAt = '2026-01-19T18:31:04.000Z';
const taken = (kind: Parameters<typeof takeResource>[0], resource: Record<string, unknown>) => {
  const read = takeResource(kind, { type: kind, id: 1, ...resource });
  if ('malformed' in read) throw new Error(read.malformed);
  return read.record;
};

test('No body, no note and no name of a person is ever asked for', () => {
  expect(Object.values(FIELDS).join(',')).not.toMatch(/body|note|firstName|lastName|mailboxAddress/i);
  expect(FIELDS.callDisposition).toContain('name');
  expect(FIELDS.mailing.split(',')).toContain('sequenceStep');
});

describe('Salesforce Ids', () => {
  test('15 characters become 18 with the checksum, 18 stay', () => {
    // Groups 0015g, 00000 and XyZ12: no capital, no capital, capitals at places 0 and 2, that is 1 + 4 = F.
    expect(salesforceId('0015g00000XyZ12', '001')).toBe('0015g00000XyZ12AAF');
    expect(salesforceId('0015g00000XyZ12AAF', '001')).toBe('0015g00000XyZ12AAF');
  });

  test('Ids of other objects and texts that are no Ids are not taken', () => {
    expect(salesforceId('0035g00000XyZ12', '001')).toBeNull();
    expect(salesforceId('001-customer-77', '001')).toBeNull();
    expect(salesforceId('0015g00000XyZ12A', '001')).toBeNull();
    expect(salesforceId('', '001')).toBeNull();
  });

  test('an account takes its data connection before its custom Id, and the custom Id only when it is an Id', () => {
    const connection = { dataConnections: [{ id: '0065g00000AAAAA' }, { id: '0015g00000BBBBB' }] };
    const custom = (customId: string | null) => ({ attributes: { updatedAt, customId } });
    expect(taken('account', { ...custom('0015g00000XyZ12'), meta: connection })).toMatchObject({
      // Five capitals are 1 + 2 + 4 + 8 + 16 = 31, the last character of the checksum's alphabet.
      salesforceId: '0015g00000BBBBBAA5',
    });
    expect(taken('account', custom('0015g00000XyZ12'))).toMatchObject({ salesforceId: '0015g00000XyZ12AAF' });
    expect(taken('account', custom('ACME-1'))).toMatchObject({ salesforceId: null });
    expect(taken('account', custom(null))).toMatchObject({ salesforceId: null });
  });

  test('a prospect with several connections keeps contacts and leads apart, in their order, each once', () => {
    const ids = ['0035g00000aaaaa', '00Q5g00000aaaaa', '0035g00000bbbbb', '0035g00000aaaaaAAA', '0055g00000aaaaa'];
    expect(
      taken('prospect', { attributes: { updatedAt }, meta: { dataConnections: ids.map((id) => ({ id })) } }),
    ).toMatchObject({
      contactIds: ['0035g00000aaaaaAAA', '0035g00000bbbbbAAA'],
      leadIds: ['00Q5g00000aaaaaEAA'],
    });
  });
});

describe('resource objects', () => {
  test('absent attributes and relationships are unknown, never zero', () => {
    expect(taken('sequence', { attributes: { updatedAt } })).toEqual({
      id: 1,
      updatedAt: Date.parse(updatedAt),
      contactedProspects: null,
    });
    expect(taken('mailing', { attributes: { updatedAt }, relationships: { prospect: { data: null } } })).toMatchObject({
      prospectId: null,
      deliveredAt: null,
      replySentiment: null,
      taskIds: [],
    });
  });

  test('e-mail addresses are trimmed and in lower case, empty ones are left out', () => {
    const attributes = { updatedAt, emails: [' A@B.Example ', '', null] };
    expect(taken('prospect', { attributes })).toMatchObject({ emails: ['a@b.example'] });
  });

  test('the number of a call is its digits, and null when there are none', () => {
    expect(taken('call', { attributes: { updatedAt, to: '+1 (206) 555-0133' } })).toMatchObject({
      number: '12065550133',
    });
    expect(taken('call', { attributes: { updatedAt, to: 'unknown' } })).toMatchObject({ number: null });
  });

  test('what cannot be understood says which attribute of which record, and of which prospect', () => {
    const relationships = { prospect: { data: { type: 'prospect', id: 88 } } };
    const broken = { type: 'mailing', id: 7, attributes: { updatedAt, deliveredAt: 'soon' }, relationships };
    expect(takeResource('mailing', broken)).toEqual({
      malformed: 'attributes.deliveredAt: "soon" is not an instant',
      id: 7,
      prospectId: 88,
    });
    expect(takeResource('prospect', { type: 'prospect', id: 88, attributes: {} })).toMatchObject({ prospectId: 88 });
    expect(takeResource('mailing', { type: 'call', id: 7, attributes: { updatedAt } })).toMatchObject({ id: 7 });
    expect(takeResource('mailing', 'nothing')).toMatchObject({ id: null });
  });
});

describe('calls that Orum dialled', () => {
  const call = { externalVendor: '', recordingUrl: '', tags: [] };
  test.each([
    [{ externalVendor: 'Orum' }, true],
    [{ externalVendor: 'ORUM dialler' }, true],
    [{ externalVendor: 'Forum' }, false],
    [{ recordingUrl: 'https://orum.com/recording/Ab3' }, true],
    [{ recordingUrl: 'https://app.orumhq.com/r/1' }, true],
    [{ recordingUrl: 'https://forum.com/recording/1' }, false],
    [{ recordingUrl: 'https://orum.com.example/r' }, false],
    [{ recordingUrl: 'https://example.com/?u=orum.com' }, false],
    [{ recordingUrl: 'no address' }, false],
    [{ tags: ['x', '[Orum]'] }, true],
    [{ tags: ['orum'] }, true],
    [{ tags: ['forum'] }, false],
  ])('%j: %s', (given, expected) => {
    expect(isOrumCall({ ...call, ...given })).toBe(expected);
  });
});

describe('what headers say', () => {
  const clock = Date.parse('2026-01-19T18:00:00Z');
  test.each([
    ['30', 30_000],
    [String(clock / 1000 + 45), 45_000],
    ['2026-01-19T18:01:00Z', 60_000],
    ['Mon, 19 Jan 2026 18:00:10 GMT', 10_000],
    ['2026-01-19T17:00:00Z', 0],
    ['soon', null],
    ['', null],
    [undefined, null],
  ])('a wait of %s is %s ms by the clock of the server', (value, expected) => {
    expect(waitOf(value, clock)).toBe(expected);
  });

  test('of two values for what remains the first counts', () => {
    expect(remainingOf({ 'x-ratelimit-remaining': '9999, 19988' })).toBe(9999);
    expect(remainingOf({ 'x-ratelimit-remaining': '0' })).toBe(0);
    expect(remainingOf({})).toBeNull();
  });

  test('the clock of the server is its Date header', () => {
    expect(serverClock({ date: 'Mon, 19 Jan 2026 18:00:00 GMT' })).toBe(clock);
    expect(serverClock({ date: 'now' })).toBeNull();
  });
});

test('A bare origin gets the path of the API, and a slash at the end does no harm', () => {
  expect(endpoints('http://127.0.0.1:8')).toEqual({ api: 'http://127.0.0.1:8/api/v2', origin: 'http://127.0.0.1:8' });
  expect(endpoints('https://o.example/api/v2/').api).toBe('https://o.example/api/v2');
});

test('The source of a mirror names the client and no secret', () => {
  const credentials = { kind: 'refresh', clientId: 'c1', clientSecret: 's3cret', refreshToken: 'r3fresh' } as const;
  expect(sourceOf({ baseUrl: 'https://o.example', credentials })).toBe('https://o.example/api/v2 refresh c1');
  const bearer = { kind: 'bearer', token: 't0ken' } as const;
  expect(sourceOf({ baseUrl: 'https://o.example', credentials: bearer })).not.toContain('t0ken');
});

// What stands in the cells of an account.
import { COLUMNS, rowOf } from 'c/signalListRows';
import type { RowContext } from 'c/signalListRows';

const context: RowContext = { columns: COLUMNS, urlOf: (id) => `/record/${id}`, nextStep: () => undefined };
const cells = (node: object) =>
  Object.fromEntries(
    rowOf({ Id: '001', Name: { value: 'Acme' }, ...node }, context).cells.map((cell) => [cell.key, cell]),
  );

describe('signalListRows', () => {
  it('shows a plain date as stored, with its age as the org computed it', () => {
    const { lastTouch } = cells({ LastTouch: { value: '2026-03-01' }, DaysSinceLastTouch: { value: 0 } });
    expect(lastTouch).toMatchObject({ text: 'Mar 1, 2026', detail: 'today' });
  });

  it('draws a bar for a score of zero and none without a score', () => {
    expect(cells({ Score: { value: 0 } }).score).toMatchObject({ text: '0.0', bar: 'inline-size: 0%' });
    expect(cells({ Score: { value: null } }).score).toMatchObject({ text: 'Not scored', bar: '' });
  });

  it('shows a dash for what is blank or hidden', () => {
    const texts = Object.values(cells({ Owner: null })).map((cell) => [cell.key, cell.text]);
    expect(Object.fromEntries(texts)).toMatchObject({ touchpoints: '–', lastTouch: '–', owner: '–', next: '–' });
  });

  it('names the row, its page and its menu', () => {
    expect(rowOf({ Id: '001', Name: { value: 'Acme' } }, context)).toMatchObject({
      name: 'Acme',
      url: '/record/001',
      menuLabel: 'Actions for Acme',
      tier: null,
    });
  });
});

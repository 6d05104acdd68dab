// The CSV file as a spreadsheet will read it.
import { cellOf, csvOf } from 'c/signalExportText';
import { COLUMNS } from 'c/signalListRows';

const columns = COLUMNS.filter(({ key }) => ['account', 'score', 'lastTouch'].includes(key));

describe('signalExportText', () => {
  it('writes a header and a line for each account, with raw values', () => {
    const node = {
      Id: '001',
      Name: { value: 'Acme, "the" one\nand only' },
      Score: { value: 0 },
      LastTouch: { value: '2026-03-01' },
    };
    expect(csvOf([node], columns)).toBe(
      '\uFEFF"Account Id","Account","Score","Last Touch"\r\n"001","Acme, ""the"" one\nand only",0,"2026-03-01"\r\n',
    );
  });

  it('leaves a cell empty for a blank value and one that the viewer may not read', () => {
    expect(csvOf([{ Id: '001', Name: { value: null }, Score: null }], columns)).toContain('\r\n"001",,,\r\n');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', ' =1', '＝1'])(
    'keeps a spreadsheet from calculating %j',
    (text) => {
      expect(cellOf(text)).toBe(`"'${text}"`);
    },
  );

  it('leaves negative numbers alone, which are not texts', () => {
    expect(cellOf(-1.5)).toBe('-1.5');
  });
});

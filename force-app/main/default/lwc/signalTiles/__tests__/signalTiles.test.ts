import { createElement } from 'lwc';
import SignalTiles from 'c/signalTiles';
import type { LatestRun } from 'c/latestRun';

const NOW = Date.parse('2026-03-02T12:00:00Z');
const RUN: LatestRun = {
  id: 'a01',
  name: 'RUN-000001',
  degraded: false,
  laterFailed: false,
  asOf: '2026-03-02T09:00:00Z',
  finishedAt: '2026-03-02T09:00:00Z',
  poolSize: 1112,
  enteredThisWeek: 0,
  leavingThisWeek: 23,
  coverage: null,
  opportunitiesThisMonth: null,
  mixedPolicy: false,
  policyFingerprint: null,
  thresholds: null,
};

function mount(run: LatestRun) {
  const tiles = createElement('c-signal-tiles', { is: SignalTiles });
  Object.assign(tiles, { run, now: NOW, target: { min: 5, max: 10 } });
  document.body.appendChild(tiles);
  return tiles;
}
const text = (tiles: Element, key: string) => tiles.shadowRoot!.querySelector(`[data-tile="${key}"]`)!.textContent;

describe('c-signal-tiles', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows the totals of the run, and says what is not measured yet instead of a zero', async () => {
    const tiles = mount(RUN);
    expect(text(tiles, 'pool')).toContain('1,112');
    expect(text(tiles, 'entered')).toContain('0');
    expect(text(tiles, 'leaving')).toContain('23');
    expect(text(tiles, 'coverage')).toBe('CoverageNot measured yet');
    expect(text(tiles, 'opportunities')).toBe('Conversion this monthAvailable once episodes are recorded');
    expect(text(tiles, 'run')).toContain('3 hours ago');
    await expect(tiles).toBeAccessible();
  });

  it('shows coverage and conversion against the target once there are figures', async () => {
    const tiles = mount({ ...RUN, coverage: 92.5, opportunitiesThisMonth: 0 });
    expect(text(tiles, 'coverage')).toContain('92.5%');
    expect(text(tiles, 'opportunities')).toContain('0opportunities; the target is 5 to 10');
    await expect(tiles).toBeAccessible();
  });

  it('leaves out what the viewer may not read instead of saying that it is not there yet', () => {
    const tiles = mount({ ...RUN, coverage: undefined, opportunitiesThisMonth: undefined });
    const keys = [...tiles.shadowRoot!.querySelectorAll<HTMLElement>('[data-tile]')].map((it) => it.dataset.tile);
    expect(keys).toEqual(['pool', 'entered', 'leaving', 'run']);
  });

  it('marks a run that is too old with more than a colour', async () => {
    const tiles = mount({ ...RUN, finishedAt: '2026-02-28T09:00:00Z' });
    expect(tiles.shadowRoot!.querySelector('[data-tile="run"] lightning-icon')).not.toBeNull();
    expect(mount(RUN).shadowRoot!.querySelector('lightning-icon')).toBeNull();
    await expect(tiles).toBeAccessible();
  });
});

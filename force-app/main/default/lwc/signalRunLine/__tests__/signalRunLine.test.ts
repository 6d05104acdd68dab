import { createElement } from 'lwc';
import SignalRunLine from 'c/signalRunLine';

function mount(run?: object) {
  const line = createElement('c-signal-run-line', { is: SignalRunLine });
  Object.assign(line, { run });
  document.body.appendChild(line);
  return line;
}

describe('c-signal-run-line', () => {
  afterEach(() => document.body.replaceChildren());

  it('names the thresholds in force, the run they come from and the systems behind the figures', async () => {
    const thresholds = { windowDays: 90, minTouchpoints: 4, lastTouchMaxDays: 14 };
    const line = mount({ id: 'a01', name: 'RUN-000001', asOf: '2026-03-02T17:00:00Z', thresholds });
    expect(line.shadowRoot!.textContent).toContain('at least 4 touchpoints in 90 days, the latest at most 14 days ago');
    expect(line.shadowRoot!.textContent).toContain('Powered by Salesforce, Outreach, Orum');
    expect(line.shadowRoot!.textContent).not.toContain('Outlook');
    const link = line.shadowRoot!.querySelector<HTMLElement & { recordId: string; label: string }>('c-record-link')!;
    expect([link.recordId, link.label]).toEqual(['a01', 'From run RUN-000001']);
    await expect(line).toBeAccessible();
  });

  it('claims no thresholds while there is no run', async () => {
    const line = mount();
    expect(line.shadowRoot!.textContent.trim()).toBe('Powered by Salesforce, Outreach, Orum');
    await expect(line).toBeAccessible();
  });
});

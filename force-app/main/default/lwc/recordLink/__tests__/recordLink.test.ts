import { createElement } from 'lwc';
import RecordLink from 'c/recordLink';

const { navigated } = jest.requireActual<{ navigated: jest.Mock<void, [object]> }>('lightning/navigation');

const settle = () => Array.from({ length: 9 }).reduce<Promise<void>>((turn) => turn.then(), Promise.resolve());

async function show(description?: string) {
  const element = createElement('c-record-link', { is: RecordLink });
  Object.assign(element, { recordId: '00T5g00000RinGDEAZ', objectApiName: 'Task', label: 'Reply', description });
  document.body.appendChild(element);
  await settle();
  return { element, link: element.shadowRoot!.querySelector('a')! };
}

describe('c-record-link', () => {
  afterEach(() => {
    document.body.replaceChildren();
    navigated.mockClear();
  });

  it('is a real link to the record page, named by its text or by what tells it from others', async () => {
    const { element, link } = await show('Reply, Feb 28, 2026');
    expect(link.getAttribute('href')).toBe('/record/00T5g00000RinGDEAZ');
    expect(link.textContent).toBe('Reply');
    expect(link.getAttribute('aria-label')).toBe('Reply, Feb 28, 2026');
    await expect(element).toBeAccessible();
  });

  it('has no other name than its text when none is given', async () => {
    const { link } = await show();
    expect(link.hasAttribute('aria-label')).toBe(false);
  });

  it('opens the record inside Salesforce instead of loading a page', async () => {
    const { link } = await show();
    const click = new MouseEvent('click', { bubbles: true, cancelable: true });
    link.dispatchEvent(click);
    expect(click.defaultPrevented).toBe(true);
    expect(navigated).toHaveBeenCalledWith({
      type: 'standard__recordPage',
      attributes: { recordId: '00T5g00000RinGDEAZ', objectApiName: 'Task', actionName: 'view' },
    });
  });

  it.each(['ctrlKey', 'metaKey', 'shiftKey'])('leaves a click with %s to the browser', async (key) => {
    const { link } = await show();
    const click = new MouseEvent('click', { bubbles: true, cancelable: true, [key]: true });
    link.dispatchEvent(click);
    expect(click.defaultPrevented).toBe(false);
    expect(navigated).not.toHaveBeenCalled();
  });
});

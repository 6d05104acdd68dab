import { createElement } from 'lwc';
import RecordLink from 'c/recordLink';

const mockNavigate = jest.fn((page: object) => page);
jest.mock('lightning/navigation', () => {
  const Navigate = Symbol('Navigate');
  const GenerateUrl = Symbol('GenerateUrl');
  const NavigationMixin = (Base: new () => object) =>
    class extends Base {
      [Navigate](page: object): void {
        mockNavigate(page);
      }
      [GenerateUrl](page: { attributes: { recordId: string } }): Promise<string> {
        return Promise.resolve(`/record/${page.attributes.recordId}`);
      }
    };
  return { NavigationMixin: Object.assign(NavigationMixin, { Navigate, GenerateUrl }) };
});

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
    mockNavigate.mockClear();
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
    expect(mockNavigate).toHaveBeenCalledWith({
      type: 'standard__recordPage',
      attributes: { recordId: '00T5g00000RinGDEAZ', objectApiName: 'Task', actionName: 'view' },
    });
  });

  it.each(['ctrlKey', 'metaKey', 'shiftKey'])('leaves a click with %s to the browser', async (key) => {
    const { link } = await show();
    const click = new MouseEvent('click', { bubbles: true, cancelable: true, [key]: true });
    link.dispatchEvent(click);
    expect(click.defaultPrevented).toBe(false);
    expect(mockNavigate).not.toHaveBeenCalled();
  });
});

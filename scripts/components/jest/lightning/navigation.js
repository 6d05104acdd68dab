// The official stub keeps to itself where a component asked to go. This one is the same for every test, and has a word for it:
// `navigated`, called with each page reference. The address of a record is /record/ID.
const Navigate = Symbol('Navigate');
const GenerateUrl = Symbol('GenerateUrl');

export const navigated = jest.fn();

export function NavigationMixin(Base) {
  return class extends Base {
    [Navigate](page) {
      navigated(page);
    }
    [GenerateUrl](page) {
      return Promise.resolve(`/record/${page.attributes.recordId}`);
    }
  };
}
NavigationMixin.Navigate = Navigate;
NavigationMixin.GenerateUrl = GenerateUrl;

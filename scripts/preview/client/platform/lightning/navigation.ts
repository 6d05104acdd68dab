// lightning/navigation: page references to the paths that Lightning uses, and the other way for the current page.
import { goTo, onRoute, type PageReference, pathOf, referenceOf } from '../../route.ts';

const Navigate = Symbol('Navigate');
const GenerateUrl = Symbol('GenerateUrl');

// A mixin's constructor must take a single rest argument of type any[] (TS2545).
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Constructor = new (...args: any[]) => object;

function mixin<T extends Constructor>(Base: T) {
  return class extends Base {
    [Navigate](page: PageReference, replace = false): void {
      goTo(pathOf(page), replace);
    }
    [GenerateUrl](page: PageReference): Promise<string> {
      return Promise.resolve(pathOf(page));
    }
  };
}

export const NavigationMixin = Object.assign(mixin, { Navigate, GenerateUrl });

export class CurrentPageReference {
  readonly #emit: (page: PageReference) => void;
  #stop: (() => void) | undefined;

  constructor(emit: (page: PageReference) => void) {
    this.#emit = emit;
  }

  connect(): void {
    this.#stop = onRoute((url) => this.#emit(referenceOf(url)));
    this.#emit(referenceOf(new URL(location.href)));
  }

  disconnect(): void {
    this.#stop?.();
  }

  // There is nothing to configure, but the engine calls it.
  update(): void {
    return undefined;
  }
}

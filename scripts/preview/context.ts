// What a page of the preview is told before it starts: who looks, in which language, when it is in the org. Made by the
// server, read by everything in the browser; so that one bundle serves every viewer.

export interface Person {
  readonly userId: string;
  readonly name: string;
  /** rep, manager or admin; shown beside the name. */
  readonly role: string;
}

export interface PreviewContext {
  readonly viewer: Person;
  readonly viewers: readonly Person[];
  readonly permissionSets: readonly string[];
  /** API names of the custom permissions that the viewer holds. */
  readonly customPermissions: readonly string[];
  /** As Salesforce writes it: en_US, de. */
  readonly language: string;
  readonly languages: readonly { readonly code: string; readonly name: string }[];
  /** Custom labels by API name, in the viewer's language. */
  readonly labels: Readonly<Record<string, string>>;
  /** Values of @salesforce/i18n/NAME. */
  readonly i18n: Readonly<Record<string, unknown>>;
  /** null: by the width of the window. */
  readonly formFactor: 'Small' | 'Medium' | 'Large' | null;
  /** Milliseconds by which the org's clock is ahead of this machine's. */
  readonly clockAhead: number;
  readonly apiVersion: string;
}

// Who is looking, as the server said in the page, and the one way to ask the org as this viewer.
import type { PreviewContext } from '../context.ts';

declare global {
  interface Window {
    readonly touchpointPreview: PreviewContext;
  }
}

export const context: PreviewContext = window.touchpointPreview;

/** A phone's width is a phone: the platform knows devices, the preview has only a window. */
export const formFactor = context.formFactor ?? (window.innerWidth < 600 ? 'Small' : 'Large');

/** What the org refused, in the form that lightning/* modules reject with. */
export interface Refusal {
  readonly status: number;
  readonly statusText: string;
  readonly body: unknown;
}

/** Asks the org as the viewer. Rejects with a Refusal. @param path below /services/data/vXX.X */
export async function ask(path: string, init: RequestInit = {}): Promise<unknown> {
  const response = await fetch(`/services/data/v${context.apiVersion}${path}`, {
    ...init,
    headers: { 'content-type': 'application/json', 'x-preview-viewer': context.viewer.userId },
  });
  const text = await response.text();
  const status = Number(response.headers.get('x-org-status') ?? response.status);
  const body: unknown = text === '' ? null : readJson(text);
  if (status < 300) return body;
  const refusal: Refusal = {
    status,
    statusText: '',
    body: Array.isArray(body) ? (body[0] as unknown) : body,
  };
  // The platform rejects with a plain object, and components read its body.
  // eslint-disable-next-line @typescript-eslint/only-throw-error
  throw refusal;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return { message: `The org's answer is not JSON (${String(error)}): ${text.slice(0, 200)}` };
  }
}

/** The sentence of a refusal, whatever its shape. */
export function sentenceOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  const body = (error as Partial<Refusal> | undefined)?.body;
  const message = (body as { message?: unknown } | null | undefined)?.message;
  return typeof message === 'string' ? message : `The org refused: ${JSON.stringify(error)}`;
}

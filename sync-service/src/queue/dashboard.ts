// The queue dashboard: Bull Board over our queues, to look at and not to touch. Who may see it is decided by the HTTP side.
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { HonoAdapter } from '@bull-board/hono';
import { serveStatic } from '@hono/node-server/serve-static';
import type { Queue } from 'bullmq';
import { Hono } from 'hono';

/** Answers a GET below the dashboard's path. */
export type Dashboard = (target: string) => Promise<DashboardAnswer>;

export interface DashboardAnswer {
  readonly status: number;
  readonly body: string | Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

/** The page loads nothing from elsewhere and nobody frames it; its styles are set by script, as libraries of React do. */
const POLICY = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
};

/** @param path where it is mounted, such as `/queues` */
export function createDashboard(queues: readonly Queue[], path: string): Dashboard {
  const board = new HonoAdapter(serveStatic).setBasePath(path);
  createBullBoard({
    // Removing or repeating a job by hand would part the queue from what the ledger knows of the run.
    queues: queues.map((queue) => new BullMQAdapter(queue, { readOnlyMode: true })),
    serverAdapter: board,
    options: { uiConfig: { boardTitle: 'Touchpoint queues' } },
  });
  const app = new Hono().route(path, board.registerPlugin());
  return async (target) => {
    const response = await app.fetch(new Request(new URL(target, 'http://dashboard')));
    const type = response.headers.get('content-type') ?? 'application/octet-stream';
    const body = type.startsWith('text/html') ? ownOnly(await response.text()) : await response.bytes();
    return { status: response.status, body, headers: { ...POLICY, 'Content-Type': type } };
  };
}

/** The page without its links to fonts elsewhere; the system's own are good enough. */
function ownOnly(html: string): string {
  return html.replace(/<link\b[^>]*\bhref="https:[^>]*>/g, '');
}

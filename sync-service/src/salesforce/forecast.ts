// How many requests a run takes, as a model of what the files beside this one do. Measured figures of several worlds, and
// how the model is corrected by what runs really took, are in the handbook ("What a run costs").
import type { RequestForecast } from '../run/budget.ts';

/** Sign-in, identity (2), descriptions (11), policy (3), the book as a Bulk job (4), and the run record. */
const OPENING = 22;
/** Identity (2), the run record. */
const CLOSING = 3;
/** Bulk jobs for accounts, contacts, tasks, events and the relations of both. */
const EVIDENCE_JOBS = 6;
/** Tasks and events as a report counts them. */
const BRIDGE_JOBS = 2;
/** Made, looked at once, read in one page. A slow org is looked at more often: that is what the correction is for. */
const JOB = 3;
/** Opportunities, converted leads, Tasks that Outreach names. */
const QUERIES = 3;
/** Tasks by contact (dated and undated), events by contact, and the relations of both, on each side of the range. */
const QUERIES_A_SIDE = 5;
/** Single accounts are asked for by REST alone. */
const LIST_QUERIES = 17;
const LIST_BRIDGE_QUERIES = 2;
/** As in write-accounts.ts and ingest.ts. */
const [BATCH_ROWS, BULK_ABOVE, UPLOAD_ROWS] = [200, 2_000, 10_000];
/** Made, sent, begun, looked at five times, results of two kinds. */
const UPLOAD = 10;

/** @param accounts of the largest partition */
export function forecastRequests(kind: 'span' | 'list', partitions: number, accounts: number): RequestForecast {
  const writing = accounts > BULK_ABOVE ? Math.ceil(accounts / UPLOAD_ROWS) * UPLOAD : Math.ceil(accounts / BATCH_ROWS);
  // Below, above, and no account at all; the first and the last range are open-ended.
  const sides = Math.min(partitions, 3);
  const partition =
    kind === 'list'
      ? { evidence: LIST_QUERIES, bridge: LIST_BRIDGE_QUERIES, tidying: 0, writing }
      : {
          evidence: EVIDENCE_JOBS * JOB + QUERIES + QUERIES_A_SIDE * sides,
          bridge: BRIDGE_JOBS * JOB,
          tidying: EVIDENCE_JOBS + BRIDGE_JOBS,
          writing,
        };
  return { opening: OPENING, partition, closing: CLOSING };
}

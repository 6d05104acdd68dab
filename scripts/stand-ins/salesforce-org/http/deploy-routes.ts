// Deployments by the REST side of the Metadata API. What one does is ../deploy; asking what there is, is metadata-soap.ts.
import type { Outcome } from '../deploy/deployments.ts';
import { newId } from '../schema/ids.ts';
import { ApiError, notFound } from './api-error.ts';
import { isRecord, type Call } from './call.ts';
import { json, type Reply } from './reply.ts';

/** Documented bound of a package. */
const MOST_BYTES = 39_000_000;

/** The deployments of one org since it opened. */
export class DeployRoutes {
  readonly #outcomes = new Map<string, { readonly outcome: Outcome; readonly at: string }>();

  async create(call: Call): Promise<Reply> {
    if (!call.viewer.admin && !call.viewer.allows('ModifyMetadata') && !call.viewer.allows('ModifyAllData'))
      throw new ApiError(
        403,
        'INSUFFICIENT_ACCESS',
        'use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions',
      );
    const { zip, options } = await readForm(call);
    const outcome = await call.org.deployments.deploy(zip, options['checkOnly'] === true);
    const id = newId('0Af', this.#outcomes.size + 1);
    this.#outcomes.set(id, { outcome, at: call.org.clock.now().toISOString() });
    const deployResult = { id, status: 'Pending', done: false, success: false, checkOnly: outcome.checkOnly };
    return json(201, { id, deployOptions: options, deployResult, validatedDeployRequestId: null });
  }

  read(call: Call): Reply {
    const id = call.params[0] ?? '';
    const found = this.#outcomes.get(id);
    if (!found) throw notFound();
    return json(200, { id, deployResult: resultOf(id, found.outcome, found.at) });
  }
}

async function readForm(call: Call): Promise<{ zip: Buffer; options: Readonly<Record<string, unknown>> }> {
  const type = call.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data'))
    throw new ApiError(415, 'UNSUPPORTED_MEDIA_TYPE', 'A deployment is multipart/form-data with parts json and file.');
  const form = await new Response(new Uint8Array(await call.bytes(MOST_BYTES)), {
    headers: { 'Content-Type': type },
  }).formData();
  // The guide calls the part "json", Salesforce's own tools "entity_content".
  const part = form.get('entity_content') ?? form.get('json');
  const file = form.get('file');
  const said: unknown = JSON.parse(part === null ? 'null' : typeof part === 'string' ? part : await part.text());
  const options = isRecord(said) ? said['deployOptions'] : undefined;
  if (!isRecord(options) || file === null || typeof file === 'string')
    throw new ApiError(400, 'INVALID_REQUEST', 'A deployment needs deployOptions and a zip file.');
  return { zip: Buffer.from(await file.arrayBuffer()), options };
}

function resultOf(id: string, { checkOnly, deployed, removed, absent, failures }: Outcome, at: string): object {
  const success = failures.length === 0;
  const message = (type: string, name: string, more: object): object => ({
    componentType: type,
    fullName: name,
    fileName: 'package.xml',
    createdDate: at,
    success: true,
    created: false,
    changed: false,
    deleted: false,
    ...more,
  });
  const componentSuccesses = [
    ...deployed.map(({ type, name, created }) => message(type, name, { created, changed: true })),
    ...removed.map(({ type, name }) => message(type, name, { deleted: true })),
    ...absent.map(({ type, name }) =>
      message(type, name, { problem: `No ${type} named: ${name} found`, problemType: 'Warning' }),
    ),
  ];
  const componentFailures = failures.map(({ type, name, problem }) =>
    message(type, name, { success: false, problem, problemType: 'Error' }),
  );
  return {
    id,
    status: success ? 'Succeeded' : 'Failed',
    done: true,
    success,
    checkOnly,
    rollbackOnError: true,
    ignoreWarnings: true,
    runTestsEnabled: false,
    createdDate: at,
    startDate: at,
    lastModifiedDate: at,
    completedDate: at,
    numberComponentsTotal: componentSuccesses.length + componentFailures.length,
    numberComponentsDeployed: componentSuccesses.length,
    numberComponentErrors: componentFailures.length,
    numberTestsTotal: 0,
    numberTestsCompleted: 0,
    numberTestErrors: 0,
    details: {
      componentSuccesses,
      componentFailures,
      runTestResult: { numTestsRun: 0, numFailures: 0, totalTime: 0 },
    },
  };
}

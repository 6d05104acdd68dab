// The SOAP side of the Metadata API, as far as it tells what there is: listMetadata for every type, readMetadata for records
// of custom metadata types. Everything else is refused; deployments are deploy-routes.ts.
import type { IncomingMessage } from 'node:http';
import { all, readXml, textAt, type XmlElement } from '../../../metadata/xml.ts';
import { KNOWN_TYPES } from '../deploy/metadata-folder.ts';
import type { RecordValues } from '../deploy/records.ts';
import type { Org } from '../org.ts';
import { readBytes } from './call.ts';
import type { Reply } from './reply.ts';
import type { Sessions } from './sessions.ts';

const MOST_BYTES = 1_000_000;
const MOST_QUERIES = 3;
const MOST_RECORDS = 200;

class Fault extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export async function metadataSoap(org: Org, sessions: Sessions, request: IncomingMessage): Promise<Reply> {
  try {
    const reading = readXml((await readBytes(request, MOST_BYTES)).toString('utf8'));
    if (reading.kind === 'broken') throw new Fault('UNKNOWN_EXCEPTION', reading.reason);
    const envelope = local(reading.element);
    const session = textAt(envelope, 'Header', 'SessionHeader', 'sessionId');
    const userId = sessions.userOf(session ?? undefined);
    if (userId === null) throw new Fault('INVALID_SESSION_ID', 'Invalid Session ID found in SessionHeader');
    const viewer = org.viewer(userId);
    if (!viewer.admin && !viewer.allows('ModifyMetadata') && !viewer.allows('ModifyAllData'))
      throw new Fault(
        'INSUFFICIENT_ACCESS',
        'use of the Metadata API requires a user with the ModifyMetadata permission',
      );
    const body = all(envelope, 'Body')[0];
    for (const [name, [call]] of body?.children ?? []) {
      if (!call) continue;
      if (name === 'listMetadata') return answer(name, list(org, call));
      if (name === 'readMetadata') return answer(name, read(org, call));
      throw new Fault('INVALID_OPERATION', `The stand-in org does not answer ${name}`);
    }
    throw new Fault('INVALID_OPERATION', 'The envelope holds no call');
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const said = `<faultcode>sf:${error.code}</faultcode><faultstring>${escaped(`${error.code}: ${error.message}`)}</faultstring>`;
    return soap(500, `<soapenv:Fault>${said}</soapenv:Fault>`);
  }
}

/** Clients choose their own prefixes. */
function local(element: XmlElement): XmlElement {
  const children = new Map<string, XmlElement[]>();
  for (const [name, found] of element.children) children.set(name.replace(/^.*:/, ''), found.map(local));
  return { ...element, children };
}

function list(org: Org, call: XmlElement): string {
  const queries = all(call, 'queries').map((query) => textAt(query, 'type') ?? '');
  if (queries.length > MOST_QUERIES)
    throw new Fault('EXCEEDED_MAX_TYPES_LIMIT', `At most ${MOST_QUERIES} queries a call`);
  const unknown = queries.find((type) => !KNOWN_TYPES.has(type));
  if (unknown !== undefined) throw new Fault('INVALID_TYPE', `Unknown type:${unknown}`);
  const at = org.clock.now().toISOString();
  return org.deployments
    .members()
    .filter(({ type }) => queries.includes(type))
    .map(
      ({ type, name }) =>
        `<result><createdDate>${at}</createdDate><fileName>${escaped(name)}</fileName><fullName>${escaped(name)}</fullName>` +
        `<lastModifiedDate>${at}</lastModifiedDate><manageableState>unmanaged</manageableState><type>${type}</type></result>`,
    )
    .join('');
}

function read(org: Org, call: XmlElement): string {
  const type = textAt(call, 'type');
  if (type !== 'CustomMetadata')
    throw new Fault('INVALID_TYPE', `The stand-in org reads CustomMetadata only, not ${type ?? ''}`);
  const names = all(call, 'fullNames').map(({ text }) => text);
  if (names.length > MOST_RECORDS) throw new Fault('EXCEEDED_ID_LIMIT', `record limit reached: ${MOST_RECORDS}`);
  const records = org.deployments.records(names).map(recordXml);
  return `<result>${records.join('')}</result>`;
}

const recordXml = ({ name, label, values }: RecordValues): string => {
  const written = values.map(({ field, type, value }) => {
    const node = value === null ? '<value xsi:nil="true"/>' : `<value xsi:type="${type}">${escaped(value)}</value>`;
    return `<values><field>${field}</field>${node}</values>`;
  });
  return `<records xsi:type="CustomMetadata"><fullName>${escaped(name)}</fullName><label>${escaped(label)}</label>${written.join('')}</records>`;
};

const answer = (name: string, results: string): Reply => soap(200, `<${name}Response>${results}</${name}Response>`);

const soap = (status: number, body: string): Reply => ({
  status,
  headers: { 'Content-Type': 'text/xml;charset=UTF-8' },
  body:
    '<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"' +
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"' +
    ` xmlns:sf="http://soap.sforce.com/2006/04/metadata" xmlns="http://soap.sforce.com/2006/04/metadata"><soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`,
});

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

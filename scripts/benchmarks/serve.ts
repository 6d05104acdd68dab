// The stand-ins as a process of their own, so that what they cost is not counted as the service's. Remembers which Bulk
// queries the org was asked, for the readers that read the same again. Talks with its parent by messages, ends with it.
import { startStandIns } from '../stand-ins/start.ts';
import type { AskedQuery, Question, Served } from './served.ts';

const [world = ''] = process.argv.slice(2);
const standIns = await startStandIns({ world, sfPort: 0, outreachPort: 0 });
const { org } = standIns.salesforce;

let asked: AskedQuery[] = [];
const query = org.query.bind(org);
org.query = (soql, viewer, flags = {}) => {
  if (flags.bulk === true) asked.push({ soql, all: flags.all === true });
  return query(soql, viewer, flags);
};

function activities(): number {
  const viewer = org.viewer(org.integrationUser.id);
  return ['Task', 'Event'].reduce((sum, name) => {
    const counted = query(`SELECT COUNT() FROM ${name}`, viewer, { all: true });
    const total = counted.totalSize();
    counted.dispose();
    return sum + total;
  }, 0);
}

function requests(): number {
  const logs = [standIns.salesforce.requests, standIns.outreach.requests];
  return logs.flatMap((log) => log.list()).reduce((sum, { count }) => sum + count, 0);
}

function clear(): void {
  asked = [];
  standIns.salesforce.requests.clear();
  standIns.outreach.requests.clear();
}

const say = (answer: Served): void => {
  process.send?.(answer);
};

process.on('message', (question: Question) => {
  if (question === 'clear') clear();
  say({ environment: standIns.environment, activities: activities(), requests: requests(), asked, cpuS: cpuS() });
});
const stop = (): void => void standIns.close().then(() => process.exit());
process.once('disconnect', stop);
// The parent may have ended while the world was loading.
if (!process.connected) stop();
else say({ environment: standIns.environment, activities: activities(), requests: 0, asked, cpuS: cpuS() });

function cpuS(): number {
  const { user, system } = process.cpuUsage();
  return Math.round((user + system) / 1e4) / 100;
}

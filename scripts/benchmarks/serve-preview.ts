// The process behind preview-served.ts: opens the world, starts the preview, says where it is, ends with its parent.
import { startPreview } from '../preview/start.ts';
import { startStandIns } from '../stand-ins/start.ts';
import type { PreviewServed } from './preview-served.ts';
import { scoredWorld } from './scored-world.ts';

const [accounts = ''] = process.argv.slice(2);
const standIns = await startStandIns({ world: scoredWorld(Number(accounts)), sfPort: 0, outreachPort: 0 });
const preview = await startPreview({ salesforceUrl: standIns.salesforce.url });

const stop = (): void => void Promise.all([preview.stop(), standIns.close()]).then(() => process.exit());
process.once('disconnect', stop);
const { user, system } = process.cpuUsage();
const served: PreviewServed = { url: preview.url, cpuS: Math.round((user + system) / 1e4) / 100 };
// The parent may have ended while the world was loading.
if (process.connected) process.send?.(served);
else stop();

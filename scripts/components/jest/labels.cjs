// Component tests read the real English labels: a missing label stays `c.Name`, as on a page it would fail the deployment.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { XMLParser } = require('fast-xml-parser');

const FILE = join(__dirname, '../../../force-app/main/default/labels/CustomLabels.labels-meta.xml');
const parser = new XMLParser({ parseTagValue: false, trimValues: false, isArray: (name) => name === 'labels' });

for (const { fullName, value } of parser.parse(readFileSync(FILE, 'utf8')).CustomLabels.labels ?? []) {
  jest.mock(`@salesforce/label/c.${fullName}`, () => ({ __esModule: true, default: value }), { virtual: true });
}

// The records of full runs that ended well, for the check from outside.
import type { GoodRun, RunRecords } from '../run/heartbeat.ts';
import type { OrgConnection } from './connection.ts';
import { RUN_FIELDS, RUN_OBJECT } from './run-record.ts';

const { runKey, mode, verdict, finishedAt, message } = RUN_FIELDS;

export function createRunRecords(org: OrgConnection): RunRecords {
  return {
    async findGoodRuns(limit) {
      const fields = ['Id', runKey.apiName, finishedAt.apiName, message.apiName].join(', ');
      const good = `${mode.apiName} = 'full' AND ${verdict.apiName} IN ('ok', 'degraded') AND ${finishedAt.apiName} != null`;
      const order = `ORDER BY ${finishedAt.apiName} DESC LIMIT ${limit}`;
      const rows = await org.query(`SELECT ${fields} FROM ${RUN_OBJECT} WHERE ${good} ${order}`, {
        doing: 'find the last good run',
      });
      return rows.map((row): GoodRun => {
        const said = row[message.apiName];
        return {
          recordId: String(row['Id']),
          runId: String(row[runKey.apiName]),
          finishedAt: Date.parse(String(row[finishedAt.apiName])),
          message: typeof said === 'string' ? said : '',
        };
      });
    },
    async saveMessage(recordId, text) {
      await org.rest({
        method: 'PATCH',
        path: `/sobjects/${RUN_OBJECT}/${recordId}`,
        // Too long a message loses its beginning: the end holds that people were told, or they would be told again and again.
        json: { [message.apiName]: text.slice(-(message.length ?? text.length)) },
        doing: 'note on the run record that people were told',
      });
    },
  };
}

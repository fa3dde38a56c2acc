import { randomUUID } from 'node:crypto';
import { DataService, ErasedSoFar, ExportedRow, ExportPage } from '@trailmark/contracts';
import { callRpc } from './call-rpc.js';

/** Erases a user from one service, as often asking as it takes. */
export const eraseFrom = async (
  service: DataService,
  userId: string,
  requestId: string = randomUUID(),
): Promise<ErasedSoFar> => {
  for (;;) {
    const request = { request_id: requestId, user_id: userId };
    const answer = await callRpc(`${service}.user.erase`, request);
    if (answer.done) return answer;
  }
};

/** Everything that one service tells of a user. */
export const exportFrom = async (service: DataService, userId: string): Promise<ExportedRow[]> => {
  const rows: ExportedRow[] = [];
  let cursor: string | null = null;
  do {
    const page: ExportPage = await callRpc(`${service}.user.export`, { user_id: userId, cursor });
    rows.push(...page.rows);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return rows;
};

/** How many rows of each table there are among the exported. */
export const countByTable = (rows: ExportedRow[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { table } of rows) counts[table] = (counts[table] ?? 0) + 1;
  return counts;
};

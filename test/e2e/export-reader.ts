import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { issueToken, signRequest } from '@trailmark/auth';
import { ErrorBody } from '@trailmark/contracts';
import { signingKeyOf, TEST_JWT_SECRET } from '@trailmark/testing';
import { Stack } from './stack.js';

/** What an export told, line by line. */
export interface ToldExport {
  type: string | null;
  rows: Record<string, Record<string, number>>;
  users: Set<unknown>;
  checkpoints: string[];
  receipt: Record<string, Record<string, number>> | null;
  error: ErrorBody | null;
  bytes: number;
}

interface ReadOptions {
  cursor?: string;
  /** Checkpoints after which the reader hangs up. */
  until?: number;
  /** Called with each piece that came; whatever it takes, the reader reads no further meanwhile. */
  onPiece?: (bytes: number) => Promise<void> | void;
}

type Line = Partial<{
  service: string;
  table: string;
  row: Record<string, unknown>;
  checkpoint: string;
  receipt: ToldExport['receipt'];
  error: ErrorBody;
}>;

const take = (told: ToldExport, line: Line): void => {
  if (line.service && line.table) {
    const tables = (told.rows[line.service] ??= {});
    tables[line.table] = (tables[line.table] ?? 0) + 1;
    if (line.row?.user_id !== undefined) told.users.add(line.row.user_id);
  }
  if (line.checkpoint) told.checkpoints.push(line.checkpoint);
  if (line.receipt) told.receipt = line.receipt;
  if (line.error) told.error = line.error;
};

/** Exports a user over HTTP as the user. */
export const readExport = async (
  stack: Stack,
  userId: string,
  { cursor, until = Infinity, onPiece }: ReadOptions = {},
): Promise<ToldExport> => {
  const token = issueToken(TEST_JWT_SECRET, { sub: userId, roles: ['user'] });
  const query = cursor ? `?cursor=${cursor}` : '';
  const request = {
    method: 'GET',
    url: `${stack.url}/analytics/privacy/${userId}/export${query}`,
    headers: { authorization: `Bearer ${token}` },
  };
  const key = await signingKeyOf(stack.service('identity').schema, userId);
  const response = await fetch(request.url, { headers: await signRequest(request, key) });
  const told: ToldExport = {
    type: response.headers.get('content-type'),
    rows: {},
    users: new Set(),
    checkpoints: [],
    receipt: null,
    error: null,
    bytes: 0,
  };
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of response.body ?? []) {
    told.bytes += piece.length;
    await onPiece?.(told.bytes);
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      take(told, JSON.parse(line) as Line);
      if (told.checkpoints.length >= until) return told;
    }
  }
  return told;
};

/** Resident memory of a process in MiB. */
export const memoryOf = (pid: number): number => {
  const [, kib] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kib) / 1024;
};

export const pause = (ms: number): Promise<void> => sleep(ms);

import { type RecordEventDto } from '@trailmark/contracts';
import { type Connection } from 'mysql2/promise';
import { type BenchServers } from '../servers/bench-servers.js';
import { copyToObvious, copyUsers, copyUsersOfObvious, multiplyUser } from './copies.repository.js';
import { monthOf } from './events.js';

/** Ordinary users of the first group, and what each did. */
export const GROUP_USERS = 400;
const GROUP_EVENTS = 250;

/** Events that one group of users has. */
export const EVENTS_A_GROUP = GROUP_USERS * GROUP_EVENTS;

export const GIANT = 'giant';

/** As often what was recorded is doubled. */
const GIANT_DOUBLINGS = 7;

const AT_ONCE = 8;
const BATCH = 500;

const ordinary = (group: number, n: number): string => `g${group}_${n}`;

/** Some users of a group. */
export const usersOf = (group: number, count: number): string[] =>
  Array.from({ length: count }, (_, n) => ordinary(group, n));

async function record(servers: BenchServers, events: RecordEventDto[]): Promise<void> {
  const batches: RecordEventDto[][] = [];
  for (let at = 0; at < events.length; at += BATCH) batches.push(events.slice(at, at + BATCH));
  const send = async (): Promise<void> => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) {
      await servers.post('/analytics/events/batch', { events: batch });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, send));
}

/** Group 0, recorded through the API, then copied to the obvious way. */
export async function seedGroup(servers: BenchServers): Promise<void> {
  for (let n = 0; n < GROUP_USERS; n += 20) {
    const users = Array.from({ length: 20 }, (_, at) => ordinary(0, n + at));
    await record(
      servers,
      users.flatMap((user) => monthOf(user, GROUP_EVENTS)),
    );
  }
  await copyToObvious(servers.sql, 'g0_');
}

/** One user of a million events (or so many): recorded for a part, multiplied for the rest. */
export async function seedGiant(servers: BenchServers, events: number): Promise<void> {
  await record(servers, monthOf(GIANT, Math.ceil(events / 2 ** GIANT_DOUBLINGS)));
  await multiplyUser(servers.sql, GIANT, GIANT_DOUBLINGS);
  await copyToObvious(servers.sql, GIANT);
}

/** Fills both, side by side, from so many groups of users up to so many. */
export async function growTo(servers: BenchServers, groups: number, from: number): Promise<void> {
  const beside = await servers.connect();
  const grow = async (copyGroup: typeof copyUsers, sql: Connection): Promise<void> => {
    for (let group = from; group < groups; group += 1) await copyGroup(sql, 'g0_', `g${group}_`);
  };
  try {
    await Promise.all([grow(copyUsers, servers.sql), grow(copyUsersOfObvious, beside)]);
  } finally {
    await beside.end();
  }
}

import { type Connection, type RowDataPacket } from 'mysql2/promise';
import { EVENTS_TABLE, OBVIOUS_TABLE } from '../servers/bench-servers.js';

/** The tables of the events service that hold rows of users, and which of their columns name what. */
const BY_SESSION = [EVENTS_TABLE, 'trailmark_events.sessions', 'trailmark_events.session_pages'];

/** Counters of days and slots; sessions' rows are copied as they are. */
const COUNTERS: Record<string, string[]> = {
  'trailmark_events.event_days': ['count', 'time_spent_ms'],
  'trailmark_events.page_days': ['views'],
  'trailmark_events.event_slots': ['events', 'page_views', 'errors'],
};

const columnsOf = async (sql: Connection, table: string): Promise<string[]> => {
  const [columns] = await sql.query<RowDataPacket[]>(`SHOW COLUMNS FROM ${table}`);
  return columns
    .filter(({ Extra }) => !/GENERATED/i.test(String(Extra)))
    .map(({ Field }) => String(Field));
};

const renamed = (from: string, to: string): string =>
  `CONCAT('${to}', SUBSTR(user_id, ${from.length + 1}))`;

/** Copies rows of a table, some columns' values replaced by SQL. */
const copy = async (
  sql: Connection,
  table: string,
  replaced: Record<string, string>,
  [where, values]: [string, unknown[]],
): Promise<void> => {
  const columns = await columnsOf(sql, table);
  const selected = columns.map((column) => replaced[column] ?? `\`${column}\``);
  await sql.query(
    `INSERT INTO ${table} (${columns.map((column) => `\`${column}\``).join(', ')})
     SELECT ${selected.join(', ')} FROM ${table} WHERE ${where}`,
    values,
  );
};

/** Ids begin with the time of recording, so that a copy goes in behind what is there: here the time of the copy. */
const newId = (salt: string): string => {
  const now = Date.now().toString(16).padStart(12, '0');
  return `UNHEX(CONCAT('${now}', LEFT(MD5(CONCAT(HEX(id), '${salt}')), 20)))`;
};

/**
 * Other users who did what the users of a group did: every row about them again, raw and derived,
 * under other names. What a copy holds is so as right as what was recorded.
 * @param from names of the users begin with it. @param to what their names begin with instead.
 */
export const copyUsers = async (sql: Connection, from: string, to: string): Promise<void> => {
  for (const table of [...BY_SESSION, ...Object.keys(COUNTERS)]) {
    const replaced = {
      id: newId(to),
      user_id: renamed(from, to),
      ...(BY_SESSION.includes(table) && { session_id: `CONCAT('${to}', session_id)` }),
    };
    await copy(sql, table, replaced, ['user_id LIKE ?', [`${from}%`]]);
  }
};

/**
 * One user who did everything 2^`doublings` times over, in as many times the sessions. Each step reads
 * what is there once.
 */
export const multiplyUser = async (
  sql: Connection,
  user: string,
  doublings: number,
): Promise<void> => {
  for (let n = 1; n <= doublings; n += 1) {
    for (const table of BY_SESSION) {
      // A letter each: the obvious way keeps 36 characters of a session's id.
      const mark = String.fromCharCode('a'.charCodeAt(0) + n);
      const replaced = { id: newId(mark), session_id: `CONCAT('${mark}', session_id)` };
      await copy(sql, table, replaced, ['user_id = ?', [user]]);
    }
  }
  for (const [table, counters] of Object.entries(COUNTERS)) {
    const multiplied = counters
      .map((column) => `${column} = ${column} * ${2 ** doublings}`)
      .join(', ');
    await sql.query(`UPDATE ${table} SET ${multiplied} WHERE user_id = ?`, [user]);
  }
};

/** The same as {@link copyUsers} in the obvious way's table. */
export const copyUsersOfObvious = async (
  sql: Connection,
  from: string,
  to: string,
): Promise<void> => {
  const replaced = {
    id: `MD5(CONCAT(id, '${to}'))`,
    user_id: renamed(from, to),
    session_id: `CONCAT('${to}', session_id)`,
  };
  await copy(sql, OBVIOUS_TABLE, replaced, ['user_id LIKE ?', [`${from}%`]]);
};

/** Gives the obvious way the events that Trailmark has and it has not, by users' names. */
export const copyToObvious = async (sql: Connection, usersFrom: string): Promise<void> => {
  await sql.query(
    `INSERT INTO ${OBVIOUS_TABLE} (id, user_id, session_id, event_type, event_name, event_category,
       properties, timestamp, source, platform, user_agent, ip_address, location, created_at)
     SELECT LOWER(HEX(id)), user_id, session_id, event_type, event_name, event_category,
            properties, timestamp, source, platform, user_agent, ip_address, location, created_at
       FROM ${EVENTS_TABLE} WHERE user_id LIKE ?`,
    [`${usersFrom}%`],
  );
};

import { QueryFailedError } from 'typeorm';
import { UnavailableError } from '../errors/domain-errors.js';
import { isAway, isContention, translated } from './sql-errors.js';

const withCode = (code: string, message = 'failed'): Error =>
  Object.assign(new Error(message), { code });

const asQueryFails = (code: string): QueryFailedError =>
  new QueryFailedError('INSERT INTO t VALUES (?)', [1], withCode(code));

const AWAY = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'PROTOCOL_CONNECTION_LOST',
  'ER_CON_COUNT_ERROR',
  'ER_SERVER_SHUTDOWN',
  'ER_DISK_FULL',
  'ER_OPTION_PREVENTS_STATEMENT',
];
const CONTENTION = ['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'ER_TABLE_DEF_CHANGED'];
const OWN_FAULT = [
  'ER_DUP_ENTRY',
  'ER_DATA_TOO_LONG',
  'ER_PARSE_ERROR',
  'WARN_DATA_TRUNCATED',
  'ER_BAD_NULL_ERROR',
  'ER_NO_SUCH_TABLE',
];

describe.each([
  ['from the driver', withCode],
  ['from a failed query', asQueryFails],
])('an error %s', (_where, make) => {
  it.each(AWAY)('%s: the database is away', (code) => {
    expect(isAway(make(code))).toBe(true);
    expect(isContention(make(code))).toBe(false);
  });

  it.each(CONTENTION)('%s: another transaction is in the way', (code) => {
    expect(isContention(make(code))).toBe(true);
    expect(isAway(make(code))).toBe(false);
  });

  it.each(OWN_FAULT)('%s: the statement itself is wrong', (code) => {
    expect(isAway(make(code))).toBe(false);
    expect(isContention(make(code))).toBe(false);
  });

  it.each([...AWAY, ...CONTENTION])('%s becomes UNAVAILABLE with its cause', (code) => {
    const cause = make(code);
    const error = translated(cause);
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error).toMatchObject({ code: 'UNAVAILABLE', cause });
  });

  it.each(OWN_FAULT)('%s stays as it is', (code) => {
    const error = make(code);
    expect(translated(error)).toBe(error);
  });
});

describe('an error without a code', () => {
  it.each([
    "Can't add new command when connection is in closed state",
    'Pool is closed.',
    'Queue limit reached.',
  ])('%s is a lost connection', (message) => {
    expect(isAway(new Error(message))).toBe(true);
  });

  it.each([
    new Error('oops'),
    new TypeError('x is not a function'),
    null,
    undefined,
    'text',
    5,
    {},
  ])('%p is neither away nor in the way', (error) => {
    expect(isAway(error)).toBe(false);
    expect(isContention(error)).toBe(false);
    expect(translated(error)).toBe(error);
  });
});

import { QueryFailedError } from 'typeorm';
import { UnavailableError } from '../errors/domain-errors.js';

/** The database is away, restarting, full or read-only: the same statement may succeed later. */
const AWAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR',
  'ER_CON_COUNT_ERROR',
  'ER_TOO_MANY_USER_CONNECTIONS',
  'ER_SERVER_SHUTDOWN',
  'ER_QUERY_INTERRUPTED',
  'ER_DISK_FULL',
  'ER_RECORD_FILE_FULL',
  'ER_OPTION_PREVENTS_STATEMENT',
  'ER_READ_ONLY_MODE',
  'ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION',
  'ER_STATEMENT_TIMEOUT',
  'ER_CONNECTION_KILLED',
]);

/** Another transaction, or a change of the table, was in the way: run the whole transaction again. */
const CONTENTION = new Set([
  'ER_LOCK_DEADLOCK',
  'ER_LOCK_WAIT_TIMEOUT',
  'ER_CHECKREAD',
  'ER_TABLE_DEF_CHANGED',
]);

const TEXTS_OF_LOSS = /connection is in closed state|pool is closed|queue limit|not connected/i;

const codeOf = (error: unknown): string => {
  const source: unknown = error instanceof QueryFailedError ? error.driverError : error;
  const { code } = (source ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : '';
};

/** The driver's own errors have no code; a server's message may quote what a client sent. */
const saysLost = (error: unknown): boolean =>
  error instanceof Error && codeOf(error) === '' && TEXTS_OF_LOSS.test(error.message);

export const isContention = (error: unknown): boolean => CONTENTION.has(codeOf(error));

export const isAway = (error: unknown): boolean => AWAY.has(codeOf(error)) || saysLost(error);

/** The same error, or UNAVAILABLE with it as cause when the database is to blame. */
export const translated = (error: unknown): unknown =>
  isAway(error) || isContention(error)
    ? new UnavailableError('The database cannot be reached.', { cause: error })
    : error;

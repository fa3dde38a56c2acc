import { Database, DomainError } from '@trailmark/platform';
import { StoredWriteKey } from '../write-keys/stored-write-key.js';
import { WriteKeyRing } from '../write-keys/write-key-ring.js';
import { WriteKeysRepository } from '../write-keys/write-keys.repository.js';
import { WriteKeyOptions } from './write-key-options.js';

const FAILED = 1;
const PAGE = 500;

/** An operator's keys are nobody's. */
const NOBODY = '';

/** Where lines go: what was asked for, and what is said of it. */
export interface Printing {
  answer: (line: string) => void;
  remark: (line: string) => void;
}

const lineOf = ({ id, label, lastFour, createdBy, timestamp, revokedAt }: StoredWriteKey): string =>
  [
    id,
    `…${lastFour}`,
    timestamp.toISOString(),
    revokedAt ? `revoked ${revokedAt.toISOString()}` : 'good',
    createdBy || '-',
    label,
  ].join('\t');

/** Every key, newest first. */
async function* allKeys(database: Database): AsyncGenerator<StoredWriteKey> {
  const keys = new WriteKeysRepository();
  let before: StoredWriteKey | null = null;
  do {
    const slice = { limit: PAGE, offset: 0, before };
    const page: StoredWriteKey[] = await database.read((sql) => keys.list(sql, slice));
    yield* page;
    before = page.length === PAGE ? (page.at(-1) ?? null) : null;
  } while (before !== null);
}

const run = async (database: Database, options: WriteKeyOptions, { answer, remark }: Printing) => {
  const ring = new WriteKeyRing(database, new WriteKeysRepository());
  switch (options.job) {
    case 'create': {
      const { key, stored } = await ring.create(options.label, NOBODY);
      remark(`The key ${stored.id}, shown this once:`);
      return answer(key);
    }
    case 'revoke': {
      const { id, revokedAt } = await ring.revoke(options.id);
      return answer(`The key ${id} is revoked since ${revokedAt?.toISOString()}.`);
    }
    case 'list':
      for await (const key of allKeys(database)) answer(lineOf(key));
  }
};

/** Runs a job and tells of it line by line. @returns the exit code: 1 when it cannot be done as asked. */
export const runWriteKeyJob = async (
  database: Database,
  options: WriteKeyOptions,
  printing: Printing,
): Promise<number> => {
  try {
    await run(database, options, printing);
    return 0;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    printing.remark(error.message);
    return FAILED;
  }
};

import { insertAgain } from './limit.repository.js';

/** What the limit's process is to do. */
export interface LimitJob {
  databaseUrl: string;
  /** Where the rows lie, and where they go: `schema.table`. */
  from: string;
  to: string;
  rows: number;
}

process.once('message', (job: LimitJob) => {
  void insertAgain(job).then((seconds) => process.send?.(seconds, () => process.disconnect()));
});

import { Readable } from 'node:stream';
import { Injectable, Logger } from '@nestjs/common';
import { DATA_SERVICES, DataService, ExportedRow } from '@trailmark/contracts';
import { RpcClient, toErrorBody } from '@trailmark/platform';
import { counting, decodePlace, encodePlace, ExportPlace } from './export-place.js';

export const NDJSON = 'application/x-ndjson';

/** A page is worked on for a second; the rest is for a busy machine. */
const TIMEOUT_MS = 10_000;

/** Some rows of one service, and where the next ones are; null: there are no more. */
interface Page {
  service: DataService;
  rows: ExportedRow[];
  counts: ExportPlace['counts'];
  next: ExportPlace | null;
}

const lineOf = (value: object): string => `${JSON.stringify(value)}\n`;

/** Puts together what all services hold about a user. No more than a page is in memory at a time. */
@Injectable()
export class UserExportService {
  private readonly logger = new Logger(UserExportService.name);

  constructor(private readonly rpc: RpcClient) {}

  /**
   * The export as lines of JSON, made as fast as they are read. What fails before the first page is
   * thrown; later the stream ends with an error and without a receipt.
   * @param cursor a checkpoint; null: from the beginning.
   */
  async open(userId: string, cursor: string | null): Promise<Readable> {
    const [first] = DATA_SERVICES;
    const start = cursor ? decodePlace(cursor) : { service: first, cursor: null, counts: {} };
    const page = await this.page(userId, start);
    // Text may not be mixed into a stream of bytes: each chunk is one page's lines.
    return Readable.from(this.lines(userId, page), { objectMode: false, highWaterMark: 1 });
  }

  private async *lines(userId: string, first: Page): AsyncGenerator<Buffer> {
    try {
      for (let page: Page | null = first; page; page = await this.following(userId, page)) {
        const { service, rows, next, counts } = page;
        const lines = rows.map((row) => lineOf({ service, ...row }));
        const end = next ? { checkpoint: encodePlace(next) } : { receipt: counts };
        yield Buffer.from([...lines, lineOf(end)].join(''));
      }
    } catch (error) {
      this.logger.warn({ err: error as Error }, 'an export broke off');
      yield Buffer.from(lineOf({ error: toErrorBody(error) }));
    }
  }

  private following(userId: string, { next }: Page): Promise<Page | null> {
    return next ? this.page(userId, next) : Promise.resolve(null);
  }

  private async page(userId: string, { service, cursor, counts }: ExportPlace): Promise<Page> {
    const question = { user_id: userId, cursor };
    const { rows, next_cursor } = await this.rpc.call(
      `${service}.user.export`,
      question,
      TIMEOUT_MS,
    );
    const told = counting(counts, service, rows);
    const place = { service, cursor: next_cursor, counts: told };
    return { service, rows, counts: told, next: next_cursor === null ? behind(place) : place };
  }
}

/** The beginning of the next service; null behind the last one. */
const behind = ({ service, counts }: ExportPlace): ExportPlace | null => {
  const next = DATA_SERVICES[DATA_SERVICES.indexOf(service) + 1];
  return next ? { service: next, cursor: null, counts } : null;
};

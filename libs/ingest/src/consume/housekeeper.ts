import { Inject, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { type FactStream } from '@trailmark/contracts';
import {
  ConsumerInfo,
  Database,
  NatsConnector,
  UnavailableError,
  withNamedLock,
} from '@trailmark/platform';
import { LedgerRepository } from '../ledger/ledger.repository.js';
import { IngestMetrics } from '../metrics/ingest-metrics.js';
import { isUndeclared } from '../streams/declare-stream.js';
import { CONSUMED_STREAM } from './fact-stream.token.js';

const LAG_MS = 10_000;
const PURGE_MS = 600_000;
const PURGE_ROWS = 5000;

/** Watches the lag and lets the ledger forget what can no longer matter. */
@Injectable()
export class Housekeeper {
  private readonly logger = new Logger(Housekeeper.name);

  constructor(
    private readonly nats: NatsConnector,
    private readonly database: Database,
    private readonly ledger: LedgerRepository,
    private readonly metrics: IngestMetrics,
    @Inject(CONSUMED_STREAM) private readonly stream: FactStream,
  ) {}

  @Interval(LAG_MS)
  async measureLag(): Promise<void> {
    await this.tolerantly('measuring the lag', async () => {
      const { num_pending, num_ack_pending } = await this.consumerInfo();
      this.metrics.setLag(this.stream.name, { pending: num_pending, ackPending: num_ack_pending });
    });
  }

  @Interval(PURGE_MS)
  async purge(now = new Date()): Promise<void> {
    await this.tolerantly('purging the ledger', async () => {
      const { ack_floor } = await this.consumerInfo();
      await withNamedLock(this.database.dataSource, 'ingest.purge', 0, () =>
        this.purgeInChunks(now, ack_floor.stream_seq),
      );
    });
  }

  private async purgeInChunks(now: Date, ackFloor: number): Promise<void> {
    let removed: number;
    do {
      removed = await this.database.transaction((sql) =>
        this.ledger.purge(sql, now, ackFloor, PURGE_ROWS),
      );
    } while (removed >= PURGE_ROWS);
  }

  private async consumerInfo(): Promise<ConsumerInfo> {
    const manager = await this.nats.get().jetstreamManager({ checkAPI: false });
    return manager.consumers.info(this.stream.name, this.stream.consumer);
  }

  /** A chore that fails is tried again at its next turn; what it needs may be away for now. */
  private async tolerantly(chore: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const isAway = error instanceof UnavailableError || isUndeclared(error);
      const level = isAway ? 'debug' : 'warn';
      this.logger[level]({ err: error as Error }, `${chore} failed`);
    }
  }
}

import { DynamicModule, Module, Type } from '@nestjs/common';
import { FactStream } from '@trailmark/contracts';
import { FACT_STORE, FactStore } from './commit/fact-store.js';
import { GroupCommitter } from './commit/group-committer.js';
import { Announcer } from './consume/announcer.js';
import { FactConsumer } from './consume/fact-consumer.js';
import { CONSUMED_STREAM } from './consume/fact-stream.token.js';
import { FactWriter } from './consume/fact-writer.js';
import { Housekeeper } from './consume/housekeeper.js';
import { DeadLetterBox } from './dead-letters/dead-letter-box.js';
import { ErasedUsers } from './erasure/erased-users.repository.js';
import { LedgerRepository } from './ledger/ledger.repository.js';
import { ingestMetrics } from './metrics/ingest-metrics.js';
import { intakeMetrics } from './metrics/intake-metrics.js';
import { CommitNotices } from './publish/commit-notices.js';
import { FactIntake } from './publish/fact-intake.js';
import { FactPublisher } from './publish/fact-publisher.js';
import { FactSender } from './publish/fact-sender.js';
import { StoredMessages } from './streams/stored-message.js';
import { StreamDeclarer } from './streams/stream-declarer.js';
import { Topology } from './streams/topology.js';

/** The gateway's half: facts into streams. */
@Module({
  providers: [
    Topology,
    StreamDeclarer,
    StoredMessages,
    FactPublisher,
    CommitNotices,
    FactSender,
    FactIntake,
    ...intakeMetrics,
  ],
  exports: [FactIntake, StoredMessages],
})
export class IngestPublisherModule {}

interface ConsumerOptions {
  stream: FactStream;
  store: Type<FactStore<never>>;
  /** What the store needs; exported, for the service's reading side. */
  providers: Type<object>[];
}

/** A service's half: facts from its stream into its schema. */
@Module({})
export class IngestConsumerModule {
  static for({ stream, store, providers }: ConsumerOptions): DynamicModule {
    return {
      module: IngestConsumerModule,
      providers: [
        { provide: CONSUMED_STREAM, useValue: stream },
        { provide: FACT_STORE, useExisting: store },
        store,
        ...providers,
        LedgerRepository,
        ErasedUsers,
        GroupCommitter,
        DeadLetterBox,
        Announcer,
        FactWriter,
        FactConsumer,
        Housekeeper,
        ...ingestMetrics,
      ],
      exports: [LedgerRepository, ErasedUsers, ...providers],
    };
  }
}

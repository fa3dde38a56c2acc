import { Module } from '@nestjs/common';
import { JOURNEY_STREAM } from '@trailmark/contracts';
import { IngestConsumerModule } from '@trailmark/ingest';
import { DistinctIdsRepository } from '../persons/distinct-ids.repository.js';
import { LinksRepository } from '../persons/links.repository.js';
import { PersonDirectory } from '../persons/person-directory.js';
import { PersonKeeper } from '../persons/person-keeper.js';
import { PersonsRepository } from '../persons/persons.repository.js';
import { CountsRepository } from './counts.repository.js';
import { EventsRepository } from './events.repository.js';
import { JourneyStore } from './journey-store.js';
import { JourneyWriter } from './journey-writer.js';
import { SlowTwinsRepository } from './slow-twins.repository.js';

/** What is kept, and who is who: exports JourneyWriter and PersonDirectory. */
@Module({
  imports: [
    IngestConsumerModule.for({
      stream: JOURNEY_STREAM,
      store: JourneyStore,
      providers: [
        EventsRepository,
        CountsRepository,
        SlowTwinsRepository,
        DistinctIdsRepository,
        LinksRepository,
        PersonsRepository,
        PersonKeeper,
        PersonDirectory,
        JourneyWriter,
      ],
    }),
  ],
  exports: [IngestConsumerModule],
})
export class StoreModule {}

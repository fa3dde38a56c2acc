import { Module } from '@nestjs/common';
import { ErasureModule } from '@trailmark/ingest';
import { ErasureJob } from './erasure-job.js';
import { ErasureRunner } from './erasure-runner.js';
import { IdentityPersonalData } from './identity-personal-data.js';
import { PrivacyRequestsStep } from './privacy-requests-step.js';
import { PrivacyRequestsController } from './privacy-requests.controller.js';
import { PrivacyRequestsRepository } from './privacy-requests.repository.js';
import { PrivacyRequestsService } from './privacy-requests.service.js';
import { UserDataClient } from './user-data.client.js';
import { WriteKeyMakersRepository } from './write-key-makers.repository.js';
import { WriteKeysStep } from './write-keys-step.js';

/** Erasing users everywhere, as jobs that survive crashes. */
@Module({
  imports: [
    ErasureModule.for({
      service: 'identity',
      data: IdentityPersonalData,
      providers: [PrivacyRequestsStep, WriteKeysStep, WriteKeyMakersRepository],
    }),
  ],
  controllers: [PrivacyRequestsController],
  providers: [
    PrivacyRequestsService,
    PrivacyRequestsRepository,
    ErasureRunner,
    ErasureJob,
    UserDataClient,
  ],
})
export class PrivacyModule {}

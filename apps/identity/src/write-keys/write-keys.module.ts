import { Module } from '@nestjs/common';
import { WriteKeyRing } from './write-key-ring.js';
import { WriteKeysController } from './write-keys.controller.js';
import { WriteKeysRepository } from './write-keys.repository.js';
import { WriteKeysService } from './write-keys.service.js';

/** What browsers and SDKs record with. */
@Module({
  controllers: [WriteKeysController],
  providers: [WriteKeysService, WriteKeyRing, WriteKeysRepository],
  exports: [WriteKeysRepository],
})
export class WriteKeysModule {}

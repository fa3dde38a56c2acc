import { Module } from '@nestjs/common';
import { SignaturesModule } from '../signatures/signatures.module.js';
import { SigningKeysController } from './signing-keys.controller.js';
import { SigningKeysService } from './signing-keys.service.js';
import { WriteKeysController } from './write-keys.controller.js';
import { WriteKeysService } from './write-keys.service.js';

/** Keys to record with, and keys to sign with. */
@Module({
  imports: [SignaturesModule],
  controllers: [WriteKeysController, SigningKeysController],
  providers: [WriteKeysService, SigningKeysService],
})
export class KeysModule {}

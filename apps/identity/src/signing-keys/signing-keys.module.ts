import { Module } from '@nestjs/common';
import { SecretBox } from './secret-box.js';
import { SigningKeysController } from './signing-keys.controller.js';
import { SigningKeysRepository } from './signing-keys.repository.js';
import { SigningKeysService } from './signing-keys.service.js';

/** What users sign requests with. */
@Module({
  controllers: [SigningKeysController],
  providers: [SigningKeysService, SigningKeysRepository, SecretBox],
  exports: [SigningKeysRepository],
})
export class SigningKeysModule {}

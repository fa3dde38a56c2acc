import { Module } from '@nestjs/common';
import { SignaturesModule } from '../signatures/signatures.module.js';
import { PrivacyRequestsController } from './privacy-requests.controller.js';
import { PrivacyRequestsService } from './privacy-requests.service.js';
import { UserExportController } from './user-export.controller.js';
import { UserExportService } from './user-export.service.js';

/** Export and erasure of users. */
@Module({
  imports: [SignaturesModule],
  controllers: [PrivacyRequestsController, UserExportController],
  providers: [PrivacyRequestsService, UserExportService],
})
export class PrivacyRequestsModule {}

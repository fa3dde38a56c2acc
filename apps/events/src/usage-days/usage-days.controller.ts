import { Controller } from '@nestjs/common';
import { UsageDays, UsageDaysDto } from '@trailmark/contracts';
import { Payload, RpcHandler } from '@trailmark/platform';
import { UsageDaysService } from './usage-days.service.js';

@Controller()
export class UsageDaysController {
  constructor(private readonly days: UsageDaysService) {}

  @RpcHandler('events.usage.days')
  find(@Payload() query: UsageDaysDto): Promise<UsageDays> {
    return this.days.find(query);
  }
}

import { Controller } from '@nestjs/common';
import { Figure, UserPeriodDto } from '@trailmark/contracts';
import { Payload, RpcHandler } from '@trailmark/platform';
import { FiguresService } from './figures.service.js';

@Controller()
export class FiguresController {
  constructor(private readonly figures: FiguresService) {}

  @RpcHandler('usage.figure.find')
  find(@Payload() query: UserPeriodDto): Promise<Figure[]> {
    return this.figures.find(query);
  }
}

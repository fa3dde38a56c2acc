import { Controller } from '@nestjs/common';
import { FindTrendsDto, Partially, TrendView } from '@trailmark/contracts';
import { Payload, RpcHandler } from '@trailmark/platform';
import { TrendsService } from './trends.service.js';

@Controller()
export class TrendsController {
  constructor(private readonly trends: TrendsService) {}

  @RpcHandler('dashboard.trend.find')
  find(@Payload() query: FindTrendsDto): Promise<Partially<TrendView>> {
    return this.trends.find(query);
  }
}

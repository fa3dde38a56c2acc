import { Controller } from '@nestjs/common';
import { FindFeaturesDto, ProductFeatures } from '@trailmark/contracts';
import { Payload, RpcHandler } from '@trailmark/platform';
import { FeaturesService } from './features.service.js';

@Controller()
export class FeaturesController {
  constructor(private readonly features: FeaturesService) {}

  @RpcHandler('events.feature.find')
  find(@Payload() query: FindFeaturesDto): Promise<ProductFeatures> {
    return this.features.find(query);
  }
}

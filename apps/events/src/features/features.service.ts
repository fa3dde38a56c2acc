import { Injectable } from '@nestjs/common';
import { FindFeaturesDto, MAX_PRODUCT_FEATURES, ProductFeatures } from '@trailmark/contracts';
import { Database } from '@trailmark/platform';
import { assertSpan } from '../day-span.js';
import { FeaturesRepository } from './features.repository.js';

const MAX_DAYS = 400;

@Injectable()
export class FeaturesService {
  constructor(
    private readonly database: Database,
    private readonly features: FeaturesRepository,
  ) {}

  /** @throws ValidationFailedError when the days are upside down or too many. */
  async find(query: FindFeaturesDto): Promise<ProductFeatures> {
    assertSpan(query.from, query.to, MAX_DAYS);
    return this.database.read(async (sql) => ({
      names: await this.features.names(sql, query, MAX_PRODUCT_FEATURES),
    }));
  }
}

import { Injectable } from '@nestjs/common';
import { ErasureStep } from '@trailmark/ingest';
import { Sql } from '@trailmark/platform';
import { ErasedMetricsRepository } from './erased-metrics.repository.js';
import { PageSubtraction } from './page-subtraction.js';

/** Measurements go together with what is counted of them for everybody's pages. */
@Injectable()
export class MetricsStep implements ErasureStep {
  constructor(
    private readonly metrics: ErasedMetricsRepository,
    private readonly pages: PageSubtraction,
  ) {}

  async erase(sql: Sql, subjects: string[], limit: number): Promise<number> {
    const metrics = await this.metrics.oldest(sql, subjects, limit);
    const removed = await this.metrics.remove(sql, metrics);
    await this.pages.subtract(sql, metrics);
    return removed;
  }
}

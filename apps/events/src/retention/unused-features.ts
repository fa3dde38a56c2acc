import { Injectable } from '@nestjs/common';
import { isPageView } from '@trailmark/contracts';
import { Database } from '@trailmark/platform';
import { DerivedGuard } from '../derived/derived-guard.repository.js';
import { UsedFeaturesRepository } from './used-features.repository.js';
import { UsedFeature } from './past-events.repository.js';

/** Takes features from a day's on which nobody is left who used them, without holding writers up. */
@Injectable()
export class UnusedFeatures {
  constructor(
    private readonly database: Database,
    private readonly guard: DerivedGuard,
    private readonly features: UsedFeaturesRepository,
  ) {}

  /** @param used what somebody used whose events of the day are gone. */
  async remove(day: string, used: UsedFeature[]): Promise<void> {
    for (const feature of used) {
      if (isPageView(feature.name) || (await this.isUsed(day, feature))) continue;
      await this.database.transaction((sql) => this.features.remove(sql, day, feature));
      await this.letWritersFinish();
      if (!(await this.isUsed(day, feature))) continue;
      await this.database.transaction((sql) => this.features.add(sql, day, feature));
    }
  }

  private isUsed(day: string, feature: UsedFeature): Promise<boolean> {
    return this.database.read((sql) => this.features.isUsed(sql, day, feature));
  }

  /** Whoever took the feature for known before it was removed has committed afterwards. */
  private letWritersFinish(): Promise<void> {
    return this.database.transaction((sql) => this.guard.take(sql));
  }
}

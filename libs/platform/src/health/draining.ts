import { Injectable, OnModuleDestroy } from '@nestjs/common';

/** Whether the process has been told to stop. Readiness says so before anything closes. */
@Injectable()
export class Draining implements OnModuleDestroy {
  private told = false;

  /** Harmless when it has begun. */
  begin(): void {
    this.told = true;
  }

  get hasBegun(): boolean {
    return this.told;
  }

  onModuleDestroy(): void {
    this.begin();
  }
}

import { Injectable } from '@nestjs/common';
import { AnalyticsConfigDto, AnalyticsConfigView } from '@trailmark/contracts';
import { PreconditionFailedError, RpcClient } from '@trailmark/platform';
import { Versioned } from '../envelope/versioned.js';
import { versionsIn } from './if-match.js';

@Injectable()
export class AnalyticsConfigService {
  constructor(private readonly rpc: RpcClient) {}

  async find(userId: string): Promise<Versioned<AnalyticsConfigView>> {
    const view = await this.rpc.call('dashboard.config.find', { user_id: userId });
    return new Versioned(view, view.version);
  }

  /**
   * Changes what `changes` names.
   * @param ifMatch the header; undefined: whichever version there is.
   * @throws PreconditionFailedError when it does not name the current version.
   */
  async change(
    userId: string,
    changes: AnalyticsConfigDto,
    ifMatch: string | undefined,
  ): Promise<Versioned<AnalyticsConfigView>> {
    const if_version = await this.versionToChange(userId, versionsIn(ifMatch));
    const request = { user_id: userId, changes, if_version };
    const view = await this.rpc.call('dashboard.config.change', request);
    return new Versioned(view, view.version);
  }

  /** Of several versions the one there is, if any; the service makes sure that it still is. */
  private async versionToChange(userId: string, versions: number[] | null): Promise<number | null> {
    if (versions === null) return null;
    const [only, ...others] = versions;
    if (only !== undefined && others.length === 0) return only;
    const { version } = await this.find(userId);
    if (!versions.includes(version)) {
      throw new PreconditionFailedError(`The version is ${version}.`);
    }
    return version;
  }
}

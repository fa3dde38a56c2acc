import { Injectable } from '@nestjs/common';
import { TraceFilter } from '@trailmark/ingest';
import { IpAnonymiser } from './ip-anonymiser.js';
import { PrivacyConfig } from './privacy-config.js';

/** Takes from what clients send what could lead back to a person, as the environment says. */
@Injectable()
export class Anonymiser extends TraceFilter {
  constructor(config: PrivacyConfig) {
    const ips = new IpAnonymiser(config);
    super({
      address: (ip) => ips.anonymise(ip),
      agents: config.agentMode,
      places: config.placeMode,
    });
  }
}

import { AGENT_MODES, type AgentMode, PLACE_MODES, type PlaceMode } from '@trailmark/ingest';
import { EnvChoice, EnvFlag, EnvText } from '@trailmark/platform';
import { EdgeConfig } from '../edge/edge-config.js';

export const IP_MODES = ['hash', 'truncate', 'drop', 'keep'] as const;
export type IpMode = (typeof IP_MODES)[number];

/** What is kept of who sends, from where and with what. */
export class PrivacyConfig extends EdgeConfig {
  @EnvChoice('IP_ANONYMISATION', IP_MODES, {
    description: 'What is kept of IP addresses: a keyed hash, the network part, nothing, or all.',
    default: 'hash',
  })
  ipMode!: IpMode;

  @EnvText('IP_HASH_KEY', {
    description:
      'Key of the IP hash, at least 32 characters; with a name before it, as in k2:…, hashes bear it.',
    minLength: 32,
    secret: true,
  })
  ipHashKey!: string;

  @EnvChoice('USER_AGENT_ANONYMISATION', AGENT_MODES, {
    description: 'What is kept of user agents: browser, system and device, nothing, or all.',
    default: 'families',
  })
  agentMode!: AgentMode;

  @EnvChoice('LOCATION_ANONYMISATION', PLACE_MODES, {
    description: 'What is kept of places: up to the city, the country, nothing, or all.',
    default: 'coarse',
  })
  placeMode!: PlaceMode;

  @EnvFlag('HONOUR_DO_NOT_TRACK', {
    description: 'Keep nothing that comes with DNT: 1 or Sec-GPC: 1.',
    default: false,
  })
  honourDoNotTrack!: boolean;
}

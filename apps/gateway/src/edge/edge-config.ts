import { isIP } from 'node:net';
import { AuthConfig } from '@trailmark/auth';
import { EnvInt, EnvList, EnvText, EnvUrl } from '@trailmark/platform';
import { tlsProblems } from './tls-files.js';

const ORIGIN = /^https?:\/\/(?:[a-z\d.-]+|\[[a-f\d:.]+\])(?::\d{1,5})?$/;

/** An address, or a network as CIDR writes it. */
const isNetwork = (text: string): boolean => {
  const [address = '', prefix = '0', ...more] = text.split('/');
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return more.length === 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= bits;
};

/** From where, and how, the gateway is reached. */
export class EdgeConfig extends AuthConfig {
  @EnvList('TRUSTED_PROXIES', {
    description: 'Addresses and networks of proxies whose X-Forwarded-For is believed.',
    default: '',
    each: { pattern: { test: isNetwork }, words: 'an address or a network such as 10.0.0.0/8' },
  })
  trustedProxies!: string[];

  @EnvList('CORS_ORIGINS', {
    description: 'Other origins whose pages may use the API; SDKs may from any.',
    default: '',
    each: { pattern: ORIGIN, words: 'an origin in small letters such as https://app.example' },
  })
  corsOrigins!: string[];

  @EnvText('TLS_CERT_FILE', {
    description: 'Certificate, PEM with its chain: HTTPS instead of HTTP.',
    optional: true,
  })
  tlsCertFile!: string | null;

  @EnvText('TLS_KEY_FILE', { description: 'Private key of the certificate, PEM.', optional: true })
  tlsKeyFile!: string | null;

  @EnvUrl('PUBLIC_URL', {
    description: 'Where clients reach the API: named in security.txt.',
    schemes: ['https', 'http'],
    optional: true,
  })
  publicUrl!: string | null;

  @EnvUrl('SECURITY_CONTACT', {
    description: 'Whom to tell of a weakness; without it there is no security.txt.',
    schemes: ['mailto', 'https'],
    optional: true,
  })
  securityContact!: string | null;

  @EnvInt('DRAIN_MS', {
    description: 'How long it serves on after SIGTERM, so that proxies see that it is not ready.',
    default: 5000,
    min: 0,
    max: 120_000,
  })
  drainMs!: number;

  override contradictions(): string[] {
    return [...super.contradictions(), ...tlsProblems(this.tlsCertFile, this.tlsKeyFile)];
  }
}

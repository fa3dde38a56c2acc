import { HttpOptions } from '@trailmark/platform';
import { EdgeConfig } from './edge-config.js';
import { readTlsFiles } from './tls-files.js';

/** How clients reach the gateway, as its server is told. */
export const httpOptions = (config: EdgeConfig): HttpOptions => ({
  trustedProxies: config.trustedProxies,
  tls: readTlsFiles(config.tlsCertFile, config.tlsKeyFile),
});

/** How an app is reached over HTTP, where that differs from app to app. */
export interface HttpOptions {
  /** Addresses and networks whose `X-Forwarded-*` headers are believed; none: nobody's are. */
  trustedProxies?: string[];
  /** Serves HTTPS instead of HTTP, with this certificate. */
  tls?: { cert: Buffer; key: Buffer } | null;
}

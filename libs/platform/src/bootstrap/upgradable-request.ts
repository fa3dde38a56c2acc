import { IncomingMessage } from 'node:http';

/**
 * A request that leaves HTTP only for a WebSocket. Once a server listens to `upgrade`, Node takes
 * every offered upgrade out of ordinary routing and loses the body of it, also an h2c offer, which
 * Java's HTTP client makes by default; a server may ignore an offer (RFC 9110 §7.8).
 */
export class UpgradableRequest extends IncomingMessage {
  private offered = false;

  /** Node sets it when the headers are read, and asks for it before it chooses the event. */
  get upgrade(): boolean {
    return this.offered && this.method === 'GET' && isWebSocket(this.headers.upgrade);
  }

  set upgrade(offered: boolean) {
    this.offered = offered;
  }
}

const isWebSocket = (protocol: string | undefined): boolean =>
  protocol?.toLowerCase() === 'websocket';

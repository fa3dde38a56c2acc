import { Principal, RealtimePeriod } from '@trailmark/contracts';
import { WebSocket } from 'ws';
import { Closing, CLOSINGS, Ending } from './closing.js';
import { MessageText } from './message-text.js';
import { RealtimeMetrics } from './realtime-metrics.js';

/** Unsent bytes beyond which a reader is too slow. */
export const MAX_UNSENT_BYTES = 256 * 1024;

/** Messages of a client's own that are overlooked before its socket is closed. */
const TOLERATED_MESSAGES = 5;

/** How long a client may take over a close. */
const CLOSE_MS = 3000;

/** Who watches what. */
export interface Watch {
  userId: string;
  timePeriod: RealtimePeriod;
  timezone: string | undefined;
  principal: Principal;
  requestId: string;
  /** Milliseconds since 1970; null: for ever. */
  acceptedUntil: number | null;
}

/** One WebSocket and the one who watches by it. */
export class Watcher {
  private ending: Ending = 'client';
  private answered = true;
  private unwanted = 0;
  private closeBy = Infinity;

  constructor(
    private readonly socket: WebSocket,
    readonly watch: Watch,
    private readonly metrics: RealtimeMetrics,
    onClosed: (watcher: Watcher) => void,
  ) {
    metrics.opened();
    socket.on('pong', () => (this.answered = true));
    socket.on('message', () => this.tolerate());
    // What goes wrong on a connection closes it; the event matters, its cause is the client's.
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      metrics.closed(this.ending);
      onClosed(this);
    });
  }

  /** Sends a message, unless too much is unsent already: then this is the end of it. */
  send({ type, bytes }: MessageText): void {
    if (this.socket.readyState !== WebSocket.OPEN) return;
    if (this.socket.bufferedAmount > MAX_UNSENT_BYTES) return this.close('too_slow');
    this.socket.send(bytes, { binary: false });
    this.metrics.sent(type);
  }

  close(closing: Closing): void {
    if (this.socket.readyState !== WebSocket.OPEN) return;
    const { code, reason } = CLOSINGS[closing];
    this.ending = closing;
    this.closeBy = Date.now() + CLOSE_MS;
    this.socket.close(code, reason);
  }

  /** Ends the connection without a word. */
  terminate(): void {
    this.socket.terminate();
  }

  /** Closes when the token is no longer good, and ends what does not close. */
  checkTimes(now: number): void {
    const { acceptedUntil } = this.watch;
    if (now >= this.closeBy) this.terminate();
    else if (acceptedUntil !== null && now >= acceptedUntil) this.close('token_expired');
  }

  /** Asks for a sign of life; ends the connection when the last time there was none. */
  checkPulse(): void {
    if (this.socket.readyState !== WebSocket.OPEN) return;
    if (!this.answered) {
      this.ending = 'no_pong';
      return this.terminate();
    }
    this.answered = false;
    this.socket.ping();
  }

  private tolerate(): void {
    this.unwanted += 1;
    if (this.unwanted > TOLERATED_MESSAGES) this.close('unwanted_message');
  }
}

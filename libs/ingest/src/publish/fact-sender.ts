import { AsyncResource } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { Context, context } from '@opentelemetry/api';
import { FactOutcome, FactStream } from '@trailmark/contracts';
import { isSampled } from '@trailmark/platform';
import { CommitNotices } from './commit-notices.js';
import { FactPublisher } from './fact-publisher.js';
import { packMessage, Parcel } from './packed-message.js';
import { loadOf, mayShare } from './sharing.js';

/** Facts of one request that go in one message. */
export interface Shipment extends Parcel {
  /** How long to wait for the commit, in milliseconds; 0: not at all. */
  waitMs: number;
}

/** Facts that the stream has on disk. */
export interface Shipped {
  ids: string[];
  /** In the order of the facts; null: not told in time, or not waited for. */
  outcomes: Promise<FactOutcome[] | null>;
}

/** A shipment on the quay, and whoever sent it. */
interface Waiting extends Shipment {
  /** Of its trace, which is not kept. */
  within: Context;
  resolve: (shipped: Shipped) => void;
  reject: (error: unknown) => void;
}

/** One stream's shipments that wait while a shared message is on its way. */
interface Quay {
  waiting: Waiting[];
  busy: boolean;
}

/**
 * Puts facts into a stream's messages. Small shipments that come while a message of such is on its way
 * go together in the next one: nobody waits for company, and under load each costs a part of a message.
 */
@Injectable()
export class FactSender {
  /** No request's: what several share is none of theirs. */
  private readonly scope = new AsyncResource('FactSender');
  private readonly quays = new Map<string, Quay>();

  constructor(
    private readonly publisher: FactPublisher,
    private readonly notices: CommitNotices,
  ) {}

  /**
   * Resolves once the stream has the facts on disk. A request whose trace is kept shares no message.
   * @throws UnavailableError when the stream does not take them.
   */
  async send(stream: FactStream, shipment: Shipment): Promise<Shipped> {
    const within = context.active();
    if (isSampled(within) || !mayShare(shipment)) {
      const [shipped] = await this.ship(stream, [shipment]);
      return shipped as Shipped;
    }
    const quay = this.quayOf(stream);
    return new Promise((resolve, reject) => {
      quay.waiting.push({ ...shipment, within, resolve, reject });
      if (!quay.busy) this.scope.runInAsyncScope(() => void this.empty(stream, quay));
    });
  }

  private quayOf({ name }: FactStream): Quay {
    const quay = this.quays.get(name) ?? { waiting: [], busy: false };
    this.quays.set(name, quay);
    return quay;
  }

  /** What waits when a message is not taken would only wait as long to hear the same. */
  private async empty(stream: FactStream, quay: Quay): Promise<void> {
    quay.busy = true;
    while (quay.waiting.length > 0) {
      const load = loadOf(quay.waiting);
      try {
        const shipped = await context.with(load[0].within, () => this.ship(stream, load));
        load.forEach(({ resolve }, index) => resolve(shipped[index] as Shipped));
      } catch (error) {
        for (const { reject } of [...load, ...quay.waiting.splice(0)]) reject(error);
      }
    }
    quay.busy = false;
  }

  /** @returns for each of the shipments, in their order. */
  private async ship(stream: FactStream, shipments: Shipment[]): Promise<Shipped[]> {
    const message = packMessage(shipments);
    const waitMs = Math.max(...shipments.map((one) => one.waitMs));
    const notice = waitMs > 0 ? this.notices.expect(message.messageId) : null;
    try {
      await this.publisher.publish(stream, message, notice?.subject ?? null);
    } catch (error) {
      notice?.cancel();
      throw error;
    }
    const all = notice ? notice.within(waitMs) : Promise.resolve(null);
    let from = 0;
    return shipments.map(({ facts }) => {
      const range = [from, (from += facts.length)] as const;
      return {
        ids: message.ids.slice(...range),
        outcomes: all.then((outcomes) => outcomes && outcomes.slice(...range)),
      };
    });
  }
}

import { Injectable } from '@nestjs/common';
import { FindTraceDto, RequestEvent, RequestSource } from '@trailmark/contracts';
import { RpcClient } from '@trailmark/platform';

/** Services that know requests by their id, too. */
const TRACED = {
  events: 'events.request.find',
  performance: 'performance.request.find',
  activity: 'activity.request.find',
} as const satisfies Partial<Record<RequestSource, string>>;

type Traced = keyof typeof TRACED;

/** A reader waits no larger share of the deadline for the others, and then gets what is there. */
const SHARE = 0.6;

export interface Traces {
  events: RequestEvent[];
  /** Services that did not answer in time. */
  degraded: Traced[];
}

/** Asks the other services what they know of a request. */
@Injectable()
export class TracesClient {
  constructor(private readonly rpc: RpcClient) {}

  async find(question: FindTraceDto): Promise<Traces> {
    const services = Object.keys(TRACED) as Traced[];
    const answers = await Promise.all(services.map((service) => this.ask(service, question)));
    return {
      events: answers.flatMap((events) => events ?? []),
      degraded: services.filter((_service, index) => answers[index] === null),
    };
  }

  private async ask(source: Traced, question: FindTraceDto): Promise<RequestEvent[] | null> {
    const trace = await this.rpc.callIfThere(TRACED[source], question, this.rpc.deadline(SHARE));
    return trace && trace.events.map((event) => ({ ...event, source }));
  }
}

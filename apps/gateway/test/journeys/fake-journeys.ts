import { ErrorBody, JourneyRpc } from '@trailmark/contracts';
import { NatsConnection } from '@trailmark/platform';

type JourneySubject = keyof JourneyRpc;

export interface AskedJourney {
  subject: JourneySubject;
  data: unknown;
}

const SUBJECTS: JourneySubject[] = [
  'journey.activity.find',
  'journey.journey.find',
  'journey.event.find',
  'journey.error.find',
  'journey.slow.find',
  'journey.request.find',
];

/** Not the journey service: it answers whatever it is told to, over NATS, and notes what it was asked. */
export class FakeJourneys {
  readonly asked: AskedJourney[] = [];
  answer: { response: object } | { err: ErrorBody } = { response: {} };

  constructor(nats: NatsConnection) {
    for (const subject of SUBJECTS) {
      nats.subscribe(subject, {
        callback: (_error, message) => {
          const { id, data } = message.json<{ id: string; data: unknown }>();
          this.asked.push({ subject, data });
          message.respond(JSON.stringify({ id, isDisposed: true, ...this.answer }));
        },
      });
    }
  }
}

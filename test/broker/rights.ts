import {
  BROKER_OPERATOR,
  BROKER_SERVICES,
  BrokerService,
  BrokerUser,
  DATA_SERVICES,
  FACT_STREAMS,
  FactStream,
} from '@trailmark/contracts';

/** One thing to try, and who may do it beside the operator; written by hand, not derived. */
export interface Right {
  what: string;
  verb: 'publish' | 'subscribe';
  /** `own` stands for the name the user has on the server. */
  subject: (nameOf: (user: BrokerUser) => string) => string;
  allowed: readonly BrokerService[];
}

const publish = (what: string, subject: string, ...allowed: BrokerService[]): Right => ({
  what,
  verb: 'publish',
  subject: () => subject,
  allowed,
});

const subscribe = (what: string, subject: string, ...allowed: BrokerService[]): Right => ({
  ...publish(what, subject, ...allowed),
  verb: 'subscribe',
});

const API = '$JS.API';
const ownerOf = ({ consumer }: FactStream) => consumer as BrokerService;

const aboutStream = (stream: FactStream): Right[] => {
  const { name, consumer, record, recorded, committed, dead } = stream;
  const owner = ownerOf(stream);
  return [
    publish(`put a fact into ${name}`, `${record}.x`, 'gateway'),
    publish(`announce a user's facts of ${name}`, `${recorded}.x`, owner),
    publish(`announce a commit of ${name}`, committed, owner),
    publish(`set a message of ${name} aside`, `${dead}.x`, owner),
    publish(`delete ${name}`, `${API}.STREAM.DELETE.${name}`),
    publish(`empty ${name}`, `${API}.STREAM.PURGE.${name}`),
    publish(`delete a message of ${name}`, `${API}.STREAM.MSG.DELETE.${name}`),
    publish(`make ${name}`, `${API}.STREAM.CREATE.${name}`, 'gateway'),
    publish(`change ${name}`, `${API}.STREAM.UPDATE.${name}`, 'gateway'),
    publish(`take from ${name}`, `${API}.CONSUMER.MSG.NEXT.${name}.${consumer}`, owner),
    publish(`acknowledge in ${name}`, `$JS.ACK.${name}.${consumer}.1.1.1.1.1`, owner),
    publish(`read ${name} otherwise`, `${API}.CONSUMER.CREATE.${name}.other`),
    publish(`delete the consumer of ${name}`, `${API}.CONSUMER.DELETE.${name}.${consumer}`),
  ];
};

const aboutService = (service: BrokerService): Right[] => [
  subscribe(`hear what ${service} is asked`, `${service}.*.*`, ...served(service)),
  {
    what: `read the answers to ${service}`,
    verb: 'subscribe',
    subject: (nameOf) => `_INBOX_${nameOf(service)}.>`,
    allowed: [service],
  },
];

const served = (service: BrokerService): BrokerService[] =>
  service === 'gateway' ? [] : [service];

const answer = (to: BrokerUser, ...allowed: BrokerService[]): Right => ({
  what: `answer ${to}`,
  verb: 'publish',
  subject: (nameOf) => `_INBOX_${nameOf(to)}.x.1`,
  allowed,
});

const BEHIND = BROKER_SERVICES.filter((service) => service !== 'gateway');

export const RIGHTS: Right[] = [
  ...FACT_STREAMS.flatMap(aboutStream),
  ...BROKER_SERVICES.flatMap(aboutService),
  ...DATA_SERVICES.flatMap((service) => [
    publish(`have ${service} erase a user`, `${service}.user.erase`, 'identity'),
    publish(`have ${service} export a user`, `${service}.user.export`, 'gateway'),
  ]),
  publish('log in', 'identity.session.open', 'gateway'),
  publish('give out a key', 'identity.signing-key.create', 'gateway'),
  publish('begin an erasure', 'identity.privacy.erase', 'gateway'),
  publish('revoke a write key', 'identity.write-key.revoked', 'identity'),
  publish('have dashboards forget', 'dashboard.user.erased.x', 'dashboard'),
  publish('read rules', `${API}.STREAM.MSG.GET.KV_tracking`, 'dashboard'),
  publish('watch rules', `${API}.CONSUMER.CREATE.KV_tracking.x`, 'gateway'),
  publish('change rules', '$KV.tracking.x', 'dashboard'),
  publish('delete rules', `${API}.STREAM.DELETE.KV_tracking`),
  publish('use a nonce', '$KV.signature_nonces.x', 'gateway'),
  publish('read nonces', `${API}.STREAM.MSG.GET.KV_signature_nonces`, 'gateway'),
  publish('make another bucket', `${API}.STREAM.CREATE.KV_other`),
  publish('make another stream', `${API}.STREAM.CREATE.OTHER`),
  publish('list streams', `${API}.STREAM.NAMES`),
  publish('delete dead letters at once', `${API}.STREAM.PURGE.DEAD_LETTERS`),
  publish('have dead letters sent', `${API}.CONSUMER.CREATE.DEAD_LETTERS.x`),
  subscribe('hear everything', '>'),
  subscribe('hear every request', '*.*.*'),
  subscribe('hear every common inbox', '_INBOX.>'),
  subscribe('hear what JetStream is asked', '$JS.>'),
  answer('gateway', ...BEHIND),
  answer(BROKER_OPERATOR, ...BEHIND),
  answer('events', 'dashboard'),
  answer('dashboard', 'events', 'performance', 'usage', 'activity'),
  answer('identity', ...BEHIND),
  answer('journey', 'events', 'performance', 'activity', 'dashboard'),
  answer('performance', 'events', 'dashboard'),
  answer('usage', 'events', 'dashboard'),
  answer('activity', 'dashboard'),
];

import {
  BROKER_ACCESS,
  BROKER_OPERATOR,
  BROKER_SERVICES,
  type BrokerAccess,
  type BrokerService,
  type BrokerUser,
  DEAD_LETTER_STREAM,
  type FactStream,
  inboxPrefix,
} from '@trailmark/contracts';

/** Subjects that one user may publish and subscribe to. */
export interface Permissions {
  publish: string[];
  subscribe: string[];
}

/** What a user of the server is called: in tests, each account has users of its own. */
export type Naming = (user: BrokerUser) => string;

const API = '$JS.API';

const streamApi = (name: string, ...verbs: string[]) =>
  verbs.map((verb) => `${API}.STREAM.${verb}.${name}`);

const declaring = ({ name, consumer }: FactStream) => [
  ...streamApi(name, 'INFO', 'CREATE', 'UPDATE'),
  ...streamApi(DEAD_LETTER_STREAM, 'INFO', 'CREATE', 'UPDATE'),
  `${API}.CONSUMER.INFO.${name}.${consumer}`,
  `${API}.CONSUMER.CREATE.${name}.${consumer}`,
];

/** Deliveries come to the service's inbox; erasing reads and deletes dead letters. */
const storing = ({ name, consumer, recorded, committed, dead }: FactStream) => [
  `${API}.CONSUMER.INFO.${name}.${consumer}`,
  `${API}.CONSUMER.MSG.NEXT.${name}.${consumer}`,
  `$JS.ACK.${name}.${consumer}.>`,
  `${recorded}.*`,
  committed,
  `${dead}.*`,
  ...streamApi(DEAD_LETTER_STREAM, 'INFO', 'MSG.GET', 'MSG.DELETE'),
];

const lookingInto = ({ name }: FactStream) => [
  ...streamApi(name, 'MSG.GET'),
  ...streamApi(DEAD_LETTER_STREAM, 'MSG.GET'),
];

/** The client asks for the account's limits before it opens any bucket. */
const opening = (bucket: string) => [`${API}.INFO`, ...streamApi(`KV_${bucket}`, 'INFO')];

const making = (bucket: string) => streamApi(`KV_${bucket}`, 'CREATE', 'UPDATE');

/** By a consumer that the client makes, paces and removes. */
const watching = (bucket: string) => [
  `${API}.CONSUMER.CREATE.KV_${bucket}`,
  `${API}.CONSUMER.CREATE.KV_${bucket}.>`,
  `${API}.CONSUMER.INFO.KV_${bucket}.*`,
  `${API}.CONSUMER.DELETE.KV_${bucket}.*`,
  `$JS.FC.KV_${bucket}.>`,
];

const writing = (bucket: string) => [
  `$KV.${bucket}.>`,
  ...streamApi(`KV_${bucket}`, 'MSG.GET', 'PURGE'),
];

const usingBuckets = ({ makes, watches, writes }: BrokerAccess) => [
  ...[...makes, ...watches, ...writes].flatMap(opening),
  ...makes.flatMap(making),
  ...watches.flatMap(watching),
  ...writes.flatMap(writing),
];

const asks = (asker: BrokerService, service: BrokerService) =>
  BROKER_ACCESS[asker].asks.some((subject) => subject.startsWith(`${service}.`));

const feeds = (feeder: BrokerService, stream: FactStream | null) =>
  stream !== null && BROKER_ACCESS[feeder].feeds.includes(stream);

/** Those who wait for what the service tells them alone: an answer, or a commit. */
function waitingFor(service: BrokerService): BrokerUser[] {
  const { stores } = BROKER_ACCESS[service];
  const waiting = BROKER_SERVICES.filter((one) => asks(one, service) || feeds(one, stores));
  return waiting.length > 0 ? [...waiting, BROKER_OPERATOR] : [];
}

const inboxOf = (user: string) => `${inboxPrefix(user) ?? '_INBOX'}.>`;

const isServed = (service: BrokerService) => BROKER_SERVICES.some((asker) => asks(asker, service));

const distinct = (subjects: string[]) => [...new Set(subjects)];

/** The declaration as the subjects that JetStream, buckets and answers use. */
export function permissionsOf(user: BrokerUser, naming: Naming = (name) => name): Permissions {
  if (user === BROKER_OPERATOR) return { publish: ['>'], subscribe: ['>'] };
  const access = BROKER_ACCESS[user];
  const stored = access.stores ? [access.stores] : [];
  return {
    publish: distinct([
      ...access.asks,
      ...access.tells,
      ...waitingFor(user).map((one) => inboxOf(naming(one))),
      ...access.feeds.map(({ record }) => `${record}.*`),
      ...access.feeds.flatMap(declaring),
      ...access.looksInto.flatMap(lookingInto),
      ...stored.flatMap(storing),
      ...usingBuckets(access),
    ]),
    subscribe: distinct([
      inboxOf(naming(user)),
      ...(isServed(user) ? [`${user}.*.*`] : []),
      ...access.follows.map(({ recorded }) => `${recorded}.*`),
      ...access.heeds.map(({ committed }) => committed),
      ...access.hears,
    ]),
  };
}

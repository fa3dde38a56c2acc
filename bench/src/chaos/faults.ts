import { setTimeout as sleep } from 'node:timers/promises';
import { type PrivateStack, type Sender, type Statuses } from '@trailmark/tools';

/** Whom a fault strikes. */
export interface Scene {
  stack: PrivateStack;
  senders: readonly Sender[];
  /** What clients were told since the fault began. */
  statuses: () => Statuses;
}

/** Something that goes wrong while clients go on. */
export interface Fault {
  name: string;
  /** Does it, and ends when it is over; the stack may still be recovering. */
  strike(scene: Scene): Promise<void>;
}

const HOUR_MS = 3_600_000;

const pidOf = (stack: PrivateStack, name: string): number => {
  const pid = stack.processes().find((one) => one.name === name)?.ref?.pid;
  if (pid === undefined) throw new Error(`${name} does not run`);
  return pid;
};

/** Its supervisor starts it again. */
const signal = (name: string, which: NodeJS.Signals, word: string): Fault => ({
  name: `${name} ${word}`,
  strike: ({ stack }) => Promise.resolve(void process.kill(pidOf(stack, name), which)),
});

const kill = (name: string): Fault => signal(name, 'SIGKILL', 'killed');
const stop = (name: string): Fault => signal(name, 'SIGTERM', 'stopped and started');

const FILLING_MS = 30_000;

/** Nobody empties the stream while its service is paused: it fills up to its bound, and clients are refused. */
const fill = (name: string): Fault => ({
  name: `${name} paused until its stream is full`,
  strike: async ({ stack, senders, statuses }) => {
    const pid = pidOf(stack, name);
    const flood = (on: boolean) => senders.forEach((sender) => (sender.flooding = on));
    process.kill(pid, 'SIGSTOP');
    flood(true);
    try {
      const deadline = Date.now() + FILLING_MS;
      while (!statuses()['503'] && Date.now() < deadline) await sleep(50);
    } finally {
      flood(false);
      process.kill(pid, 'SIGCONT');
    }
    if (!statuses()['503'])
      throw new Error('the stream did not fill: give it a lower STREAM_MAX_BYTES');
  },
});

const JUMP_MS = 2000;

const jump = (hours: number): Fault => ({
  name: `a client's clock jumps by ${hours} h`,
  strike: async ({ senders: [sender] }) => {
    if (!sender) return;
    sender.clockOffMs = hours * HOUR_MS;
    await sleep(JUMP_MS);
    sender.clockOffMs = 0;
  },
});

/** Every process that facts go through, and every server. */
export const ALL_FAULTS: readonly Fault[] = [
  ...[
    'events',
    'activity',
    'gateway',
    'usage',
    'dashboard',
    'performance',
    'journey',
    'identity',
  ].map(kill),
  stop('events'),
  stop('gateway'),
  stop('database'),
  kill('database'),
  stop('nats'),
  kill('nats'),
  fill('events'),
  jump(-72),
  jump(3),
];

/** One of each kind. */
export const SHORT_FAULTS: readonly Fault[] = [
  kill('events'),
  kill('gateway'),
  stop('database'),
  kill('nats'),
  fill('events'),
  jump(-72),
];

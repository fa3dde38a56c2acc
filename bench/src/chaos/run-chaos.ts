import { setTimeout as sleep } from 'node:timers/promises';
import {
  answersOk,
  type PrivateStack,
  type Proof,
  prove,
  Sender,
  signToken,
  type Statuses,
} from '@trailmark/tools';
import { median } from '../measure/quantile.js';
import { type Fault } from './faults.js';

const USERS_FROM = 'chaos_';
const SENDERS = 6;
const TOKEN_SECONDS = 3 * 3600;

export interface ChaosPlan {
  faults: readonly Fault[];
  /** How long clients send before the first fault and after the last, in milliseconds. */
  calmMs: number;
}

/** What clients saw from one fault until all was as before. */
export interface Phase {
  name: string;
  /** Until every process was ready and a request was acknowledged again. */
  recoveredMs: number;
  statuses: Statuses;
}

export interface ChaosReport {
  phases: Phase[];
  /** Median milliseconds of a request, before the first fault and after the last. */
  latency: { before: number; after: number };
  proof: Proof;
}

/** Counts answers of the phase at hand. */
class Answers {
  statuses: Statuses = {};
  latencies: number[] = [];

  readonly note = (status: string, ms: number): void => {
    this.statuses[status] = (this.statuses[status] ?? 0) + 1;
    if (status.startsWith('2')) this.latencies.push(ms);
  };

  begin(): void {
    this.statuses = {};
    this.latencies = [];
  }
}

const RECOVERY_MS = 120_000;

/** Processes have addresses where their readiness is asked; servers have none, but nothing is ready without them. */
async function untilReady(stack: PrivateStack): Promise<void> {
  const deadline = Date.now() + RECOVERY_MS;
  for (;;) {
    const processes = stack.processes();
    const urls = processes.flatMap(({ url }) => url ?? []);
    const ready = await Promise.all(urls.map((url) => answersOk(url)));
    if (processes.every(({ ref }) => ref !== null) && ready.every(Boolean)) return;
    if (Date.now() > deadline) throw new Error('the stack did not recover');
    await sleep(100);
  }
}

async function strike(
  stack: PrivateStack,
  senders: readonly Sender[],
  answers: Answers,
  fault: Fault,
): Promise<Phase> {
  answers.begin();
  const started = Date.now();
  await fault.strike({ stack, senders, statuses: () => answers.statuses });
  await sleep(200); // a signal takes a moment to be seen
  await untilReady(stack);
  const taken = answers.latencies.length;
  while (answers.latencies.length === taken) await sleep(20);
  return { name: fault.name, recoveredMs: Date.now() - started, statuses: answers.statuses };
}

/** Lets clients record while things go wrong one after another, then proves what came of it. */
export async function runChaos(
  stack: PrivateStack,
  { faults, calmMs }: ChaosPlan,
  onPhase: (phase: Phase) => void = () => undefined,
): Promise<ChaosReport> {
  const token = signToken(stack.jwtSecret, {
    sub: 'chaos',
    roles: ['service', 'support'],
    expiresInSeconds: TOKEN_SECONDS,
  });
  const answers = new Answers();
  const options = { apiUrls: [stack.apiUrl], token, onAnswer: answers.note };
  const senders = Array.from(
    { length: SENDERS },
    (_, n) => new Sender(`${USERS_FROM}${n}`, options),
  );
  const calm = async (): Promise<number> => {
    answers.begin();
    await sleep(calmMs);
    return median(answers.latencies);
  };
  const phases: Phase[] = [];
  let latency: ChaosReport['latency'];
  try {
    const before = await calm();
    for (const fault of faults) {
      const phase = await strike(stack, senders, answers, fault);
      phases.push(phase);
      onPhase(phase);
    }
    latency = { before, after: await calm() };
  } finally {
    await Promise.all(senders.map((sender) => sender.stop()));
  }
  return { phases, latency, proof: await prove(stack, token, senders, USERS_FROM) };
}

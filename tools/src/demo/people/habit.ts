import type { Random } from '../random/random.js';

export type Rhythm = 'work' | 'leisure';

/** How somebody uses the product. */
export interface Habit {
  readonly rhythm: Rhythm;
  /** Mean on an ordinary day. */
  readonly visitsPerDay: number;
  /** Mean of a visit that does not bounce, beyond the first page. */
  readonly furtherPages: number;
  readonly bounceShare: number;
  /** When present, the user comes for `stay` days out of every `cycle`, and is away in between. */
  readonly phases: { readonly cycle: number; readonly stay: number; readonly shift: number } | null;
}

type Kind = 'power' | 'regular' | 'casual';

/** Shares of all users: 15 % power users, 35 % regulars, the others casual. */
const kindAt = (rank: number): Kind => {
  if (rank < 0.15) return 'power';
  return rank < 0.5 ? 'regular' : 'casual';
};

const RANGES = {
  power: { visits: [1.8, 3.5], pages: 8, bounce: 0.15, away: 0, work: 0.9 },
  regular: { visits: [0.4, 1], pages: 5, bounce: 0.3, away: 0.2, work: 0.65 },
  casual: { visits: [0.05, 0.25], pages: 3, bounce: 0.55, away: 0.4, work: 0.3 },
} as const;

function phasesOf(random: Random) {
  const cycle = random.int(60, 240);
  return {
    cycle,
    stay: Math.ceil(cycle * random.between(0.3, 0.7)),
    shift: random.int(0, cycle - 1),
  };
}

/** `rank` is from 0, the most eager user, to 1. */
export function habitOf(rank: number, random: Random): Habit {
  const { visits, pages, bounce, away, work } = RANGES[kindAt(rank)];
  return {
    rhythm: random.chance(work) ? 'work' : 'leisure',
    visitsPerDay: random.between(visits[0], visits[1]),
    furtherPages: pages * random.between(0.7, 1.3),
    bounceShare: bounce,
    phases: random.chance(away) ? phasesOf(random) : null,
  };
}

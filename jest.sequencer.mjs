import { relative } from 'node:path';
import Sequencer from '@jest/test-sequencer';

/** Suites that start the whole product, then those that start one service, then pure rules. */
const RANKS = [/^(?:bench\/)?test\//, /^apps\/\w+\/test\//];

const rankOf = ({ path }) => {
  const file = relative(import.meta.dirname, path);
  const rank = RANKS.findIndex((pattern) => pattern.test(file));
  return rank < 0 ? RANKS.length : rank;
};

/**
 * Long suites first, so that none of them is left over for the end of a run. Of what jest has not
 * timed yet it knows only the size of the file, which says little: the longest suites are short texts.
 */
export default class LongestFirst extends Sequencer {
  async sort(tests) {
    const sorted = await super.sort(tests);
    return sorted.toSorted((one, other) => rankOf(one) - rankOf(other));
  }
}

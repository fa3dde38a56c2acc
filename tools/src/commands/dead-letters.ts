import { DeadLetterDesk, type NumberedLetter } from '@trailmark/ingest';
import { connectNats, type NatsConnection, natsOptions } from '@trailmark/platform';
import { UsageError, UserError } from '../user-error.js';
import { brokerUrl } from './broker-url.js';

const USAGE = `Usage: npm run dead-letters -- list [FROM]
       npm run dead-letters -- show NUMBER
       npm run dead-letters -- replay NUMBER
       npm run dead-letters -- drop NUMBER
NATS_URL names the broker and its operator; without it, the local stack's is asked.`;

const PAGE = 50;

const open = (): Promise<NatsConnection> => connectNats(natsOptions(brokerUrl()));

const line = ({ seq, letter }: NumberedLetter): string =>
  `${seq}\t${letter.dead_at}\t${letter.stream}\t${letter.reason}`;

async function list(desk: DeadLetterDesk, from: number): Promise<void> {
  const letters = await desk.list(from, PAGE);
  for (const letter of letters) console.log(line(letter));
  const last = letters.at(-1);
  if (!last) console.log('No dead letters.');
  else if (letters.length === PAGE)
    console.log(`More: npm run dead-letters -- list ${last.seq + 1}`);
}

async function find(desk: DeadLetterDesk, seq: number): Promise<NumberedLetter> {
  const letter = await desk.find(seq);
  if (!letter)
    throw new UserError(`There is no dead letter ${seq}. \`list\` shows which there are.`);
  return letter;
}

async function run(desk: DeadLetterDesk, action: string, seq: number): Promise<void> {
  if (action === 'list') return list(desk, seq);
  const letter = await find(desk, seq);
  if (action === 'show') return console.log(JSON.stringify(letter, null, 2));
  if (action === 'drop') {
    await desk.drop(letter);
    return console.log(`Dead letter ${seq} is gone; what it held is lost.`);
  }
  await desk.replay(letter);
  console.log(`Dead letter ${seq} was sent back to ${letter.letter.subject}.`);
}

/** Lists, shows, replays and drops what could not be stored. */
export async function deadLetters(args: readonly string[]): Promise<number> {
  const [action = 'list', number = '1', ...others] = args;
  const seq = Number(number);
  const known = ['list', 'show', 'replay', 'drop'].includes(action);
  const complete = action === 'list' || args.length === 2;
  if (!known || !complete || others.length > 0 || !Number.isSafeInteger(seq) || seq < 1) {
    throw new UsageError(USAGE);
  }
  const connection = await open();
  try {
    await run(new DeadLetterDesk(connection), action, seq);
    return 0;
  } finally {
    await connection.close();
  }
}

// Runs one command of the tools, as `npm run` does elsewhere, in an image that has neither npm nor sources.
import { main } from './tools/dist/cli.js';

const [command = 'help', ...args] = process.argv.slice(2);
process.exitCode = await main(command, args);

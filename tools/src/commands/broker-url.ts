import { BROKER_OPERATOR } from '@trailmark/contracts';
import { natsUrl } from '../stack/nats-spec.js';
import { loadSecrets } from '../stack/secrets.js';
import { stackFiles } from '../stack/stack-files.js';
import { readState } from '../stack/stack-state.js';
import { UserError } from '../user-error.js';

/** The operator's URL of the broker: the environment's, else the running stack's own. Throws `UserError`. */
export function brokerUrl(): string {
  if (process.env.NATS_URL) return process.env.NATS_URL;
  const files = stackFiles();
  const nats = readState(files.state)?.processes.find(({ name }) => name === 'nats');
  if (!nats?.port) throw new UserError('No stack runs here. Set NATS_URL, or `npm run up` first.');
  return natsUrl(nats.port, loadSecrets(files.secrets), BROKER_OPERATOR);
}

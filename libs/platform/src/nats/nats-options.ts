import { inboxPrefix } from '@trailmark/contracts';
import { ConnectionOptions } from 'nats';

/**
 * `nats://user:password@host:port`, or several of them, as connection options. Answers come to
 * subjects of the user's own.
 */
export const natsOptions = (urls: string): ConnectionOptions => {
  const parsed = urls.split(',').map((url) => new URL(url));
  const { username, password, protocol } = parsed[0] as URL;
  const user = decodeURIComponent(username);
  const prefix = inboxPrefix(user);
  return {
    servers: parsed.map((url) => url.host),
    ...(user && { user, pass: decodeURIComponent(password) }),
    ...(prefix && { inboxPrefix: prefix }),
    ...(protocol === 'tls:' && { tls: {} }),
  };
};

import { natsOptions } from './nats-options.js';

describe('natsOptions', () => {
  it('takes all servers of a cluster, and one login for them', () => {
    const urls = ['a:4222', 'b:4223', 'c:4224'].map((host) => `nats://events:p%40ss@${host}`);
    expect(natsOptions(urls.join(','))).toEqual({
      servers: ['a:4222', 'b:4223', 'c:4224'],
      user: 'events',
      pass: 'p@ss',
      inboxPrefix: '_INBOX_events',
    });
  });

  it('needs neither a login nor more than one server', () => {
    expect(natsOptions('nats://localhost:4222')).toEqual({ servers: ['localhost:4222'] });
  });

  it('asks for TLS where the URL does', () => {
    expect(natsOptions('tls://events:secret@nats.example.com:4222')).toMatchObject({ tls: {} });
  });
});

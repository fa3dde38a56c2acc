import { Principal, RPC_HEADERS, ROLES } from '@trailmark/contracts';
import fc from 'fast-check';
import { headers, MsgHdrs } from 'nats';
import { readContext, readTimeout, writeHeaders } from './rpc-headers.js';

/** As NATS hands them over: every value has passed through the protocol's text. */
const sent = (written: MsgHdrs): MsgHdrs => {
  const received = headers();
  for (const key of written.keys()) {
    for (const value of written.values(key)) received.append(key, value);
  }
  return received;
};

const principals: fc.Arbitrary<Principal> = fc.record({
  sub: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 128 }),
  email: fc.option(fc.string({ unit: 'grapheme' })),
  roles: fc.subarray([...ROLES]),
});

describe('RPC headers', () => {
  it('carry any principal, unicode included, unchanged', () => {
    fc.assert(
      fc.property(principals, (principal) => {
        const context = { requestId: 'req_1', principal };
        expect(readContext(sent(writeHeaders(context, 500)))).toEqual(context);
      }),
    );
  });

  it.each(['jürgen', 'شمس', '用户', '😀\r\nTrailmark-Principal: x'])(
    'carry %j as plain ASCII on one line',
    (sub) => {
      const principal: Principal = { sub, email: null, roles: ['user'] };
      const written = writeHeaders({ requestId: 'req_1', principal }, 500);
      expect(written.get(RPC_HEADERS.principal)).toMatch(/^[\w-]+$/);
      expect(readContext(sent(written)).principal).toEqual(principal);
    },
  );

  it('say nothing of a principal when there is none', () => {
    const written = writeHeaders({ requestId: 'req_1', principal: null }, 500);
    expect(written.has(RPC_HEADERS.principal)).toBe(false);
    expect(readContext(sent(written))).toEqual({ requestId: 'req_1', principal: null });
  });

  it('that are missing read as nobody', () => {
    expect(readContext(undefined)).toEqual({ requestId: '', principal: null });
    expect(readContext(headers())).toEqual({ requestId: '', principal: null });
  });
});

describe('readTimeout', () => {
  it('gives back the milliseconds that were written', () => {
    expect(readTimeout(writeHeaders({ requestId: '', principal: null }, 1500))).toBe(1500);
  });

  it.each(['', '0', '-5', 'soon', 'NaN'])('takes %j for none', (text) => {
    const given = headers();
    given.set(RPC_HEADERS.timeout, text);
    expect(readTimeout(given)).toBeNull();
  });

  it('of no headers is none', () => {
    expect(readTimeout(undefined)).toBeNull();
    expect(readTimeout(headers())).toBeNull();
  });
});

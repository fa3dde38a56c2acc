import { generateKeyPairSync, KeyObject, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { sign, SignOptions } from 'jsonwebtoken';

type Algorithm = 'RS256' | 'ES256';

interface IssuerKey {
  kid: string;
  alg: Algorithm;
  privateKey: KeyObject;
  publicKey: KeyObject;
}

const pairOf = (alg: Algorithm): Pick<IssuerKey, 'privateKey' | 'publicKey'> =>
  alg === 'RS256'
    ? generateKeyPairSync('rsa', { modulusLength: 2048 })
    : generateKeyPairSync('ec', { namedCurve: 'P-256' });

export const newKey = (alg: Algorithm): IssuerKey => ({ kid: randomUUID(), alg, ...pairOf(alg) });

/** A test's own issuer of tokens, with a key set on loopback that can be changed and taken away. */
export class FakeIssuer {
  keys: IssuerKey[] = [];
  asked = 0;
  /** What the key set's address answers instead. */
  fault: { status: number; body: string } | null = null;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<FakeIssuer> {
    const server = createServer((_request, response) => {
      issuer.asked += 1;
      const { status, body } = issuer.fault ?? { status: 200, body: issuer.keySet() };
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
    const issuer = new FakeIssuer(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/jwks.json`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  /** A token as this issuer makes them. */
  token(key: IssuerKey, claims: object, options: SignOptions = {}): string {
    return sign(claims, key.privateKey, { algorithm: key.alg, keyid: key.kid, ...options });
  }

  private keySet(): string {
    return JSON.stringify({
      keys: this.keys.map(({ kid, alg, publicKey }) => ({
        ...publicKey.export({ format: 'jwk' }),
        kid,
        alg,
        use: 'sig',
      })),
    });
  }
}

import { issueToken, SignerKey, signRequest } from '@trailmark/auth';
import { ErrorBody, Pagination, ResponseMetadata, Role } from '@trailmark/contracts';
import { TEST_JWT_SECRET } from './environment.js';
import { TestSchema } from './schema.js';
import { signingKeyOf } from './signing.js';

/** An answer as a client sees it. Every part of the envelope is typed as if it were there. */
export interface ApiAnswer<T> {
  status: number;
  headers: Headers;
  body: {
    success: boolean;
    data: T;
    pagination: Pagination;
    error: ErrorBody;
    metadata: ResponseMetadata;
  };
}

/** A client of the public API, as one principal. */
export class ApiClient {
  constructor(
    private readonly url: string,
    private readonly token: string | null,
    /** What it signs its requests with; null: it does not. */
    private readonly signingKey: (() => Promise<SignerKey>) | null = null,
  ) {}

  static as(url: string, sub: string, ...roles: Role[]): ApiClient {
    return new ApiClient(url, issueToken(TEST_JWT_SECRET, { sub, roles }));
  }

  /** The header it sends, for clients of other kinds. */
  get authorization(): string {
    return `Bearer ${this.token}`;
  }

  /** One that signs what it sends. @param identity the schema where its key is registered. */
  static signing(url: string, identity: TestSchema, sub: string, ...roles: Role[]): ApiClient {
    const token = issueToken(TEST_JWT_SECRET, { sub, roles });
    return new ApiClient(url, token, () => signingKeyOf(identity, sub));
  }

  get<T>(path: string, headers: Record<string, string> = {}): Promise<ApiAnswer<T>> {
    return this.send('GET', path, undefined, headers);
  }

  post<T>(
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer<T>> {
    const json = { 'content-type': 'application/json', ...headers };
    return this.send('POST', path, typeof body === 'string' ? body : JSON.stringify(body), json);
  }

  async send<T>(
    method: string,
    path: string,
    body: string | undefined,
    headers: Record<string, string>,
  ): Promise<ApiAnswer<T>> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: await this.headersOf({ method, url: `${this.url}${path}`, body }, headers),
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: JSON.parse(text || 'null') as ApiAnswer<T>['body'],
    };
  }

  private async headersOf(
    { body, ...request }: { method: string; url: string; body: string | undefined },
    headers: Record<string, string>,
  ): Promise<Record<string, string>> {
    const sent = {
      ...headers,
      ...(this.token !== null && { authorization: `Bearer ${this.token}` }),
    };
    if (!this.signingKey) return sent;
    const signed = { ...request, headers: sent, ...(body !== undefined && { body }) };
    return signRequest(signed, await this.signingKey());
  }
}

import { issueToken } from '@trailmark/auth';
import { ErrorBody, Pagination, ResponseMetadata, Role } from '@trailmark/contracts';
import { TEST_JWT_SECRET } from './environment.js';

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
  ) {}

  static as(url: string, sub: string, ...roles: Role[]): ApiClient {
    return new ApiClient(url, issueToken(TEST_JWT_SECRET, { sub, roles }));
  }

  /** The header it sends, for clients of other kinds. */
  get authorization(): string {
    return `Bearer ${this.token}`;
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
    const sent = new Headers(headers);
    if (this.token !== null) sent.set('authorization', `Bearer ${this.token}`);
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: sent,
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: JSON.parse(text || 'null') as ApiAnswer<T>['body'],
    };
  }
}

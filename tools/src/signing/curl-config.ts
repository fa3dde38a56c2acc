/** A request, ready to be sent. */
export interface ReadyRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string | undefined;
}

const quoted = (text: string): string =>
  `"${text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')}"`;

/** The request as `curl -K` reads it. */
export function curlConfig({ method, url, headers, body }: ReadyRequest): string {
  const lines = [
    ['request', method],
    ['url', url],
    ...Object.entries(headers).map(([name, value]) => ['header', `${name}: ${value}`]),
    ...(body === undefined ? [] : [['data-raw', body]]),
  ];
  return lines.map(([name, value = '']) => `${name} = ${quoted(value)}`).join('\n');
}

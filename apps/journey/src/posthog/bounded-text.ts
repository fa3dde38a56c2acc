import { PostHogError } from './posthog-error.js';

const tooLarge = (): PostHogError =>
  new PostHogError('UPSTREAM_ERROR', 'PostHog’s answer is larger than is taken.', {
    trouble: 'too_large',
  });

/**
 * A response's body as text, read no further than `maxBytes`.
 * @throws PostHogError when there is more.
 */
export const boundedText = async (response: Response, maxBytes: number): Promise<string> => {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop early cancels the rest of the body.
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

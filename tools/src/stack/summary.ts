import { signToken } from '../token/sign-token.js';

/** The user of the printed requests; the sample has events of it. */
export const SUMMARY_USER = 'demo';
const TOKEN_SECONDS = 12 * 3600;
const ANSWER_LINES = 48;

const EXAMPLE_EVENT = {
  user_id: SUMMARY_USER,
  session_id: 'first-steps',
  event_type: 'user_action',
  event_name: 'first_request',
  event_category: 'interaction',
  properties: { from: 'curl' },
  source: 'api',
  platform: 'unknown',
};

const dashboardUrl = (apiUrl: string) => `${apiUrl}/analytics/dashboard/${SUMMARY_USER}`;

/** Three commands for a shell. Nothing in them holds a single quote, so single quotes keep all of it. */
export function curlLines(apiUrl: string, token: string): string[] {
  const auth = `-H 'Authorization: Bearer ${token}'`;
  const body = JSON.stringify(EXAMPLE_EVENT);
  const name = EXAMPLE_EVENT.event_name;
  return [
    `curl -sS -X POST '${apiUrl}/analytics/events' ${auth} -H 'Content-Type: application/json' -d '${body}'`,
    `curl -sS '${dashboardUrl(apiUrl)}' ${auth}`,
    `curl -sS '${apiUrl}/analytics/events?user_id=${SUMMARY_USER}&event_name=${name}' ${auth}`,
  ];
}

export function shortJson(value: unknown, lines = ANSWER_LINES): string {
  const all = JSON.stringify(value, null, 2).split('\n');
  if (all.length <= lines) return all.join('\n');
  return [...all.slice(0, lines), `… and ${all.length - lines} more lines`].join('\n');
}

async function firstAnswer(apiUrl: string, token: string): Promise<string> {
  try {
    const response = await fetch(dashboardUrl(apiUrl), {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(10_000),
    });
    return `${response.status} ${shortJson(await response.json())}`;
  } catch (error) {
    return `No answer: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** What a newcomer needs: addresses, a token, requests to copy, and what one of them answers. */
export async function summary(apiUrl: string, jwtSecret: string): Promise<string> {
  const who = { sub: SUMMARY_USER, roles: ['user'] as const, expiresInSeconds: TOKEN_SECONDS };
  const token = signToken(jwtSecret, who);
  return [
    '',
    'Trailmark is ready.',
    `  API    ${apiUrl}`,
    `  Docs   ${apiUrl}/docs`,
    '',
    `Token of the user "${SUMMARY_USER}", for 12 hours:`,
    token,
    '',
    'Try it:',
    ...curlLines(apiUrl, token).flatMap((line) => [line, '']),
    `GET ${dashboardUrl(apiUrl)}`,
    await firstAnswer(apiUrl, token),
    '',
  ].join('\n');
}

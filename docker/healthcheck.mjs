// Asks the app beside it whether it is well: exit code 0 when it answers 200 within 4 s, else 1 and why.
// The argument is the path: /health/live, or /health/ready to include what the app depends on.
import { request as http } from 'node:http';
import { request as https } from 'node:https';

const TIMEOUT_MS = 4000;
const { PORT = '8080', TLS_CERT_FILE } = process.env;
const path = process.argv[2] ?? '/health/live';

const fail = (reason) => {
  process.stderr.write(`${path}: ${reason}\n`);
  process.exit(1);
};

// The certificate is for the name that clients use, not for this address.
const options = { host: '127.0.0.1', port: PORT, path, rejectUnauthorized: false };
const request = TLS_CERT_FILE ? https : http;
const asked = request(options, (response) => {
  if (response.statusCode !== 200) fail(`answered ${response.statusCode}`);
  process.exit(0);
});
asked.setTimeout(TIMEOUT_MS, () => fail(`no answer within ${TIMEOUT_MS} ms`));
asked.on('error', ({ message }) => fail(message));
asked.end();

// Runs one server on behalf of a parent and never lets it outlive that parent, however the parent dies:
// the channel between them closes, and the server is stopped. Reports the server's process id.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { setTimeout } from 'node:timers';

const GRACE_MS = 5_000;
const [command, ...args] = process.argv.slice(2);
const { TRAILMARK_GUARD_REMOVE: orphanedFolder, ...env } = process.env;

const server = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env });
let orphaned = false;

function stop() {
  server.kill('SIGCONT');
  server.kill('SIGTERM');
  setTimeout(() => server.kill('SIGKILL'), GRACE_MS).unref();
}

server.once('spawn', () => process.connected && process.send({ pid: server.pid }));
server.once('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(127);
});
server.once('exit', (code) => {
  if (orphaned && orphanedFolder) rmSync(orphanedFolder, { recursive: true, force: true });
  process.exit(code ?? 1);
});
process.once('disconnect', () => {
  orphaned = true;
  stop();
});
process.on('SIGTERM', stop);
process.on('SIGINT', stop);

export type { RunningServer } from './test-servers/guarded-server.js';
export { startMariaDb, type StartMariaDbOptions } from './test-servers/start-mariadb.js';
export { startNats, type StartNatsOptions, TEST_ACCOUNTS } from './test-servers/start-nats.js';
export { startRedis, type StartRedisOptions } from './test-servers/start-redis.js';
export { startTestServers, stopTestServers } from './test-servers/test-servers.js';

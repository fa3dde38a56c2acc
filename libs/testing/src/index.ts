export * from './api-client.js';
export * from './app-process.js';
export * from './builders.js';
export * from './environment.js';
export * from './schema.js';
export * from './streams.js';
export * from './test-app.js';
export * from './wait-for.js';

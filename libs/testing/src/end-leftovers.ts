import { afterAll } from '@jest/globals';
import { AppProcess } from './app-process.js';

/** Last in every file of tests: what a failed or late set-up left running would disturb the files after it. */
afterAll(() => AppProcess.endAll());

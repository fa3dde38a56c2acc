import { fuzz } from './fuzz.js';

describe('two thousand requests that nobody should send', () => fuzz(2000));

import { fuzz } from './fuzz.js';

describe('twenty thousand requests that nobody should send', () => fuzz(20_000));

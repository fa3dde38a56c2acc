import { scaleOut } from './scale-out.js';

describe('two of every app, of which one of each is killed under load', () =>
  scaleOut(['events', 'performance', 'usage', 'activity', 'dashboard', 'journey', 'identity']));

import { scaleOut } from './scale-out.js';

describe('two of the apps that record, of which one of each is killed under load', () =>
  scaleOut(['events', 'activity']));

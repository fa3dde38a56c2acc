import { main } from './cli.js';

describe('the command line', () => {
  it.each(['launch', 'constructor', '__proto__'])('refuses the command "%s"', async (name) => {
    const err = jest.spyOn(console, 'error').mockImplementation();
    expect(await main(name, [])).toBe(2);
    expect(err).toHaveBeenCalledWith(expect.stringContaining('Known: up, down, status'));
    err.mockRestore();
  });
});

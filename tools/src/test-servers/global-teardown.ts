/** Jest calls the default export of this file; no other file has one. */
export default async function globalTeardown(): Promise<void> {
  // eslint-disable-next-line @nx/enforce-module-boundaries -- the instance that the set-up loaded
  const { stopTestServers } = await import('@trailmark/tools');
  await stopTestServers();
}

/**
 * The code that moments and channels are read with is fetched when it is first asked for (WSP-3). What passes in these tests is the world's time: it is
 * here before, so that nobody waits for a disk.
 */
export async function loadReads(): Promise<void> {
  await import('@services/moments/momentReads.ts');
  await import('@services/channels/channelCode.ts');
}

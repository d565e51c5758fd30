import { stylesMended } from './mendStyles.ts';

/** How long is waited before each further try, ms: a machine that changes its network is back within a second or two, a host that starts anew within some. */
export const PAUSES: readonly number[] = [250, 500, 1000, 2000, 4000];

/**
 * Fetches code of the app, again where it did not come: a change of the machine's network ends every request under way, those to the
 * machine itself too. Done when the styles that came with it are there. Rejects with what the last try said.
 */
export async function persistently<Code>(load: () => Promise<Code>, pauses = PAUSES): Promise<Code> {
  const [pause, ...later] = pauses;
  try {
    const code = await load();
    await stylesMended();
    return code;
  } catch (error) {
    if (pause === undefined) throw error;
  }
  await new Promise((resolve) => setTimeout(resolve, pause));
  return persistently(load, later);
}

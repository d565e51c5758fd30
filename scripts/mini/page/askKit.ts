/** What did not come is asked for again after this, ms. */
const AGAIN_AFTER = 500;

/** Asks the kit's server, twice where the machine's network changed meanwhile: nothing it is asked does harm twice. Rejects when it has ended. */
export async function askKit(path: string, init: RequestInit = {}): Promise<unknown> {
  const ask = async (): Promise<unknown> => (await fetch(path, init)).json();
  return ask().catch(async () => {
    await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER));
    return ask();
  });
}

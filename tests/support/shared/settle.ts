/**
 * WebCrypto and the fetching of code work on other threads, where virtual time does not reach. They are counted, so that time stands
 * still until they are back and what they resolve has come to rest.
 */
const COUNTED = [
  'sign',
  'encrypt',
  'decrypt',
  'verify',
  'importKey',
  'exportKey',
  'deriveBits',
  'deriveKey',
  'digest',
  'generateKey',
] as const;
const QUIET_TURNS = 4;

let inFlight = 0;

for (const name of COUNTED) {
  const original = SubtleCrypto.prototype[name] as (...values: unknown[]) => Promise<unknown>;
  Object.defineProperty(SubtleCrypto.prototype, name, {
    configurable: true,
    writable: true,
    value: function ask(this: unknown, ...values: unknown[]): Promise<unknown> {
      return counted(() => original.apply(this, values));
    },
  });
}

/** Does something that time stands still for. */
export async function counted<T>(work: () => Promise<T>): Promise<T> {
  inFlight += 1;
  try {
    return await work();
  } finally {
    inFlight -= 1;
  }
}

/** Resolves when nothing asynchronous is under way any more but timers. */
export async function settle(): Promise<void> {
  for (let quiet = 0; quiet < QUIET_TURNS; quiet += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    if (inFlight > 0) quiet = -1;
  }
}

import * as v from 'valibot';
import { bytesOf } from '@shared/schemas.ts';

/** What a key was derived by; kept beside what it opens. */
export const derivationSchema = v.strictObject({
  salt: bytesOf(16),
  /** KiB. */
  memory: v.pipe(v.number(), v.integer(), v.minValue(8), v.maxValue(4 * 1024 * 1024)),
  passes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)),
});
/** See {@link derivationSchema}. */
export type Derivation = v.InferOutput<typeof derivationSchema>;

/** How hard it is made. */
export interface DerivationCost {
  /** KiB. */
  readonly memory: number;
  /** Fewest and most passes over that memory. */
  readonly passes: readonly [least: number, most: number];
  /** What deriving shall take here, ms. */
  readonly aim: number;
}

/** More than OWASP asks of Argon2id at the least (19 MiB and two passes, or 46 MiB and one), on any machine. */
export const LOCK_COST: DerivationCost = { memory: 64 * 1024, passes: [3, 24], aim: 700 };

const KEY_BYTES = 32;

/**
 * A key of 32 bytes from a passphrase, by Argon2id. Of a passphrase its characters count, not how the keyboard put them together
 * (NFKC).
 */
export async function derivePassphraseKey(
  passphrase: string,
  { salt, memory, passes }: Derivation,
): Promise<Uint8Array> {
  // A quarter of a megabyte that most starts do not need.
  const { argon2id } = await import('hash-wasm');
  const password = passphrase.normalize('NFKC');
  return argon2id({
    ...{ password, salt, iterations: passes, memorySize: memory, parallelism: 1 },
    ...{ hashLength: KEY_BYTES, outputType: 'binary' },
  });
}

/** How many passes this machine does in the time that deriving shall take. */
export async function tunePasses({ memory, passes: [least, most], aim }: DerivationCost): Promise<number> {
  const probe = { salt: new Uint8Array(16), memory, passes: 1 };
  // The first one also fetches and compiles the code.
  await derivePassphraseKey('how long does it take', { ...probe, memory: 64 });
  const begun = performance.now();
  await derivePassphraseKey('how long does it take', probe);
  const each = Math.max(1, performance.now() - begun);
  return Math.min(most, Math.max(least, Math.round(aim / each)));
}

import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { type Charter, type Pen, type ChannelRole, foundCharter } from '@domain/channel/charter.ts';
import type { Sign } from '@domain/codec/signed.ts';
import type { Result } from '@shared/result.ts';

const random = new SeededRandom(11);
const vault = new MemoryKeyVault({ random });

export const verify = verifySignature;

/** A key pair of somebody. */
export interface Keys {
  readonly key: Uint8Array;
  readonly agree: Uint8Array;
  readonly sign: Sign;
}

export async function keys(): Promise<Keys> {
  const seed = random.bytes(32);
  const key = await vault.publicKeyOfSeed(seed);
  return { key, agree: await vault.agreementOfSeed(seed), sign: (bytes) => vault.signWithSeed(seed, bytes) };
}

export function penOf({ key, agree }: Keys, role: ChannelRole, name = ''): Pen {
  return { pen: key, agree, role, name };
}

/** The value of what must be a success. */
export function must<T>(result: Result<T, { code: string; message: string }>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** A channel that was just opened. */
export async function founded(): Promise<{ charter: Charter; root: Keys; owner: Keys }> {
  const [root, owner] = [await keys(), await keys()];
  const first = { inbox: owner.agree, pens: [penOf(owner, 'owner')], at: 1 };
  return { charter: must(await foundCharter(root.key, first, root.sign)), root, owner };
}

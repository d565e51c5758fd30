import { type Result, ok } from '@shared/result.ts';
import { joinBytes, taggedHash } from '@domain/codec/bytes.ts';
import { WALLET_TAG } from '@domain/wallet/envelope.ts';
import type { DeviceKeys, KeyVaultError } from '@ports/keyVault.ts';

/** Label the seed of a packet is hashed under. */
const SEED_LABEL = 'packet-seed';

/**
 * The seed of a packet this device deals (WSV-92): a hash over what its agreement key makes with its own public half, which nobody else can make, and the
 * packet's nonce. So it need not be kept: after a crash, or without its database, the dealer has it again, and a copy of the database has not.
 */
export async function packetSeed(
  keys: Pick<DeviceKeys, 'agree' | 'public'>,
  packetNonce: Uint8Array,
): Promise<Result<Uint8Array, KeyVaultError>> {
  const secret = await keys.agree(keys.public.agreement);
  return secret.ok ? ok(taggedHash(WALLET_TAG, SEED_LABEL, joinBytes(secret.value, packetNonce))) : secret;
}

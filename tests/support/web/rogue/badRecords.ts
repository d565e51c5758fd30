/** Wallet records that are wrong in one way each, made and signed by the person of this page, beside some that are right. */
import { decodeCanonical, encodeCanonical } from '@domain/codec/canonical.ts';
import { packSigned } from '@domain/codec/signed.ts';
import { type Signer, packRecord, recordSigningBytes, sealRecord } from '@domain/wallet/envelope.ts';
import { holderOf } from '@domain/wallet/ids.ts';
import type { BodyOf, VerifiedRecord } from '@domain/wallet/record.ts';
import type { LinkMessage } from '@domain/link/messages.ts';
import { systemRandom } from '@adapters/system/systemRandom.ts';
import type { Identity } from '@services/identity/identity.ts';
import type { AccountId } from '@shared/ids.ts';

/** What is wrong. */
export type Wrong = 'truncated' | 'flipped' | 'negative' | 'huge' | 'bidi' | 'look-alike' | 'reordered';

type Fields = Readonly<Record<string, unknown>>;

const nonce = () => systemRandom.bytes(16);

/** A message that would give somebody 10.00 of a promise, if the record beside it that is wrong did not spoil it. */
export async function badGive(wrong: Wrong, identity: Identity, victim: AccountId): Promise<LinkMessage> {
  const signer: Signer = { key: identity.device, sign: (bytes) => identity.keys.sign(bytes) };
  const body: BodyOf<'unit'> = {
    ...{ issuer: identity.account, code: 'GOLD', name: `Gold ${wrong}`, decimals: 2, kind: 'iou', redeem: 'Gold.' },
    ...{ transferable: true, feeless: true },
  };
  const unit: VerifiedRecord = await sealRecord({ type: 'unit', nonce: nonce(), body }, signer);
  const first = { unit: unit.id, epoch: 1, clerk: identity.device, witnesses: [] };
  const book: VerifiedRecord = await sealRecord({ type: 'book', nonce: nonce(), body: first }, signer);
  const mint = { unit: unit.id, to: holderOf(victim), amount: 1000n };
  const given: VerifiedRecord = await sealRecord({ type: 'mint', nonce: nonce(), body: mint }, signer);
  const spoilt = await spoil(wrong, { unit, given }, signer);
  const records = [...[unit, book, given].map(packRecord), spoilt];
  return { t: 'wallet.give', certificates: [packSigned(identity.certificate.signed)], records };
}

async function spoil(
  wrong: Wrong,
  { unit, given }: { readonly unit: VerifiedRecord; readonly given: VerifiedRecord },
  signer: Signer,
): Promise<Uint8Array> {
  const packed = packRecord(given);
  switch (wrong) {
    case 'truncated':
      return packed.slice(0, -1);
    case 'flipped':
      return packed.map((byte, place) => (place === packed.length - 5 ? byte ^ 1 : byte));
    case 'negative':
      return signedAnew(given, signer, { amount: -1000 });
    case 'huge':
      return signedAnew(given, signer, { amount: 2n ** 63n });
    case 'bidi':
      return signedAnew(unit, signer, { name: 'Gold\u202Eecila yb' });
    case 'look-alike':
      return signedAnew(unit, signer, { code: 'U5D' });
    case 'reordered':
      return signed(given, signer, reordered(given.bytes));
  }
}

/** The same record with other fields, signed as if it were fine. */
function signedAnew(record: VerifiedRecord, signer: Signer, change: Fields): Promise<Uint8Array> {
  const decoded = decodeCanonical(record.bytes);
  if (!decoded.ok) throw new Error('an own record cannot be read');
  return signed(record, signer, encodeCanonical({ ...(decoded.value as Fields), ...change }));
}

async function signed({ type }: VerifiedRecord, { key, sign }: Signer, bytes: Uint8Array): Promise<Uint8Array> {
  return packRecord({ bytes, signatures: [{ key, signature: await sign(recordSigningBytes(type, bytes)) }] });
}

/** The map of a record with its first two entries in the other order: `t` and `v`, one letter and a short value each. */
function reordered(bytes: Uint8Array): Uint8Array {
  const [head = 0, ...rest] = bytes;
  const first = 2 + 1 + (rest[2] ?? 0) - 0x60;
  return Uint8Array.from([head, ...rest.slice(first, first + 3), ...rest.slice(0, first), ...rest.slice(first + 3)]);
}

import {
  type Keyset as LibraryKeyset,
  type Proof,
  Amount,
  Keyset,
  OutputData,
  getDecodedToken,
  getEncodedToken,
  getPubKeyFromPrivKey,
  getTokenMetadata,
  hasValidDleq,
  hashToCurve,
  schnorrSignMessage,
} from '@cashu/cashu-ts';
import type { Blank, Coin, Keyset as KnownKeyset } from '@domain/cashu/records.ts';
import type { BareCoin, CoinLock, MintCraft, Stamp, TokenHead } from '@ports/mintCraft.ts';
import { lockOfSecret } from './coinLock.ts';

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The craft of cashu-ts. */
export const cashuCraft: MintCraft = {
  isSound: (keyset) => attempt(() => Keyset.verifyKeysetId(mintKeys(keyset)), false),
  seededBlanks: ({ seed, keyset, counter, amounts }) =>
    amounts.map((amount, place) =>
      blankOf(OutputData.createSingleDeterministicData(amount, seed, counter + place, keyset)),
    ),
  freshBlanks: (keyset, amounts, lock) =>
    amounts.map((amount) =>
      blankOf(
        lock === undefined
          ? OutputData.createSingleRandomData(amount, keyset)
          : OutputData.createSingleP2PKData(lockOptions(lock), amount, keyset),
      ),
    ),
  finish,
  isGenuine: (coin, keyset) =>
    coin.proof === null
      ? null
      : attempt(() => hasValidDleq(proofOf(coin), { id: keyset.id, keys: keyset.keys }, { require: true }), false),
  lockOf: (coin) => lockOfSecret(coin.secret),
  witness,
  fingerprint: ({ secret }) => hashToCurve(new TextEncoder().encode(secret)).toHex(true),
  publicKeyOf: (privateKey) => hex(getPubKeyFromPrivKey(privateKey)),
  readHead,
  readCoins: (token, keysets) =>
    attempt(() => {
      const { mint, unit, proofs } = getDecodedToken(token, keysets);
      return proofs.map((proof) => coinOf(proof, mint, unit ?? 'sat'));
    }, null),
  writeToken: (mint, unit, coins) => getEncodedToken({ mint, unit, proofs: coins.map(proofOf) }),
};

function finish(blank: Blank, stamp: Stamp, keyset: KnownKeyset): BareCoin | null {
  return attempt(() => {
    const output = OutputData.deserialize({
      blindedMessage: { amount: String(blank.amount), B_: blank.message, id: blank.keyset },
      blindingFactor: blank.factor,
      secret: blank.secret,
    });
    const { amount, signature: C_, proof: dleq } = stamp;
    const signed = { id: stamp.keyset, amount: Amount.from(amount), C_, ...(dleq === null ? {} : { dleq }) };
    const proof = output.toProof(signed, { id: keyset.id, keys: keyset.keys });
    if (dleq !== null && !hasValidDleq(proof, { id: keyset.id, keys: keyset.keys }, { require: true })) return null;
    const { mint: _mint, unit: _unit, task: _task, ...bare } = coinOf(proof, '', keyset.unit);
    return bare;
  }, null);
}

/** Whether a lock is over the mint's clock says: with a signature of its key a note is good in either case. */
function witness({ secret }: Coin, privateKey: Uint8Array): string | null {
  const lock = lockOfSecret(secret);
  if (lock === null || lock === 'other') return null;
  return attempt(() => {
    const own = sameKey(hex(getPubKeyFromPrivKey(privateKey)));
    if (sameKey(lock.key) !== own && (lock.refund === null || sameKey(lock.refund) !== own)) return null;
    return JSON.stringify({ signatures: [schnorrSignMessage(secret, privateKey)] });
  }, null);
}

/** A signature is of both points of a key. */
function sameKey(point: string): string {
  return point.slice(2);
}

function readHead(token: string): TokenHead | null {
  return attempt(() => {
    const { mint, unit, amount, memo = '' } = getTokenMetadata(token);
    return { mint, unit, amount: amount.toBigInt(), memo };
  }, null);
}

function mintKeys({ id, unit, fee, keys }: KnownKeyset): Parameters<typeof LibraryKeyset.verifyKeysetId>[0] {
  return { id, unit, keys, ...(fee === 0 ? {} : { input_fee_ppk: fee }) };
}

function lockOptions({ key, until, refund }: CoinLock): Parameters<typeof OutputData.createSingleP2PKData>[0] {
  return {
    pubkey: key,
    ...(until === null ? {} : { locktime: Math.floor(until / 1000) }),
    ...(refund === null ? {} : { refundKeys: [refund] }),
  };
}

function blankOf(output: OutputData): Blank {
  const { blindedMessage, blindingFactor, secret } = OutputData.serialize(output);
  const { amount, B_: message, id: keyset } = blindedMessage;
  return { keyset, amount: BigInt(amount), message, factor: blindingFactor, secret };
}

function proofOf({ keyset: id, amount, secret, signature: C, proof }: Coin): Proof {
  const bare = { id, amount: Amount.from(amount), secret, C };
  if (proof === null) return bare;
  const { e, s, r } = proof;
  return { ...bare, dleq: { e, s, ...(r === null ? {} : { r }) } };
}

function coinOf({ id: keyset, amount, secret, C: signature, dleq }: Proof, mint: string, unit: string): Coin {
  const proof = dleq === undefined ? null : { e: dleq.e, s: dleq.s, r: dleq.r ?? null };
  return { secret, mint, keyset, unit, amount: amount.toBigInt(), signature, proof, task: null };
}

/** The library throws at what is not as it should be: tokens and mints are hostile, and that is no bug of ours. */
function attempt<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch {
    return otherwise;
  }
}

/** Devices that sign quickly and badly, for histories of thousands of records; and real ones, for a few. */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { equalBytes, joinBytes } from '@domain/codec/bytes.ts';
import type { Verify } from '@domain/codec/signed.ts';
import { accountOfRoot, deviceOfKey } from '@domain/identity/account.ts';
import type { Certificate, Role } from '@domain/identity/certificate.ts';
import type { Signer } from '@domain/wallet/envelope.ts';
import type { AccountId } from '@shared/ids.ts';

/** Not a signature scheme: anyone can make it. It only lets a forged or changed record be told from a right one. */
function quickSignature(key: Uint8Array, bytes: Uint8Array): Uint8Array {
  const half = sha256(joinBytes(key, bytes));
  return joinBytes(half, half);
}

/** Checks what a {@link quickSigner} signs. */
export const quickVerify: Verify = (key, signature, bytes) =>
  Promise.resolve(equalBytes(quickSignature(key, bytes), signature));

/** A key that depends on its name alone. */
export function keyNamed(name: string): Uint8Array {
  return sha256(utf8ToBytes(`key of ${name}`));
}

function quickSigner(key: Uint8Array): Signer {
  return { key: deviceOfKey(key), sign: (bytes) => Promise.resolve(quickSignature(key, bytes)) };
}

/** A device and who it signs as. */
export interface QuickDevice extends Signer {
  readonly name: string;
  readonly account: AccountId;
  readonly certificate: Certificate;
}

/** A person: an account, its root and its devices. */
export interface Person {
  readonly name: string;
  readonly account: AccountId;
  readonly root: Signer;
  readonly devices: readonly QuickDevice[];
}

export const ALL_ROLES: readonly Role[] = ['chat', 'spend', 'issue', 'clerk', 'deal'];

/** A certificate nobody signed: certificates are checked before they come to a ledger. */
export function certificateOf(root: Uint8Array, key: Uint8Array, roles: readonly Role[]): Certificate {
  const none = new Uint8Array(0);
  return {
    account: accountOfRoot(root),
    device: deviceOfKey(key),
    root,
    signing: key,
    agreement: key,
    roles,
    at: 0,
    by: null,
    signed: { bytes: none, signature: none },
  };
}

/** A person of some devices, the first `name/1`; each has all roles unless said otherwise. */
export function person(name: string, devices = 1, roles: readonly Role[] = ALL_ROLES): Person {
  const rootKey = keyNamed(`root of ${name}`);
  const account = accountOfRoot(rootKey);
  const made = Array.from({ length: devices }, (_, place) => {
    const key = keyNamed(`${name}/${place + 1}`);
    return {
      ...quickSigner(key),
      name: `${name}/${place + 1}`,
      account,
      certificate: certificateOf(rootKey, key, roles),
    };
  });
  return { name, account, root: quickSigner(rootKey), devices: made };
}

/** A device of a person, counted from 1. */
export function deviceOf({ devices, name }: Person, number = 1): QuickDevice {
  const device = devices[number - 1];
  if (device === undefined) throw new Error(`${name} has no device ${number}`);
  return device;
}

/** A device by name that belongs to nobody. */
export function strayDevice(name: string): Signer {
  return quickSigner(keyNamed(name));
}

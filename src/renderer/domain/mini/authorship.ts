import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, DeviceId } from '@shared/ids.ts';
import type { PackageFacts } from '@shared/mini/package.ts';
import { MAX_SIGNATURE_CERTIFICATE, accountPreimage, formatSignature } from '@shared/mini/packageSignature.ts';
import { type Sign, type Verify, packSigned, unpackSigned } from '../codec/signed.ts';
import { idBytes } from '../event/codec.ts';
import { type Certificate, readCertificate } from '../identity/certificate.ts';

/** Who signed a package, as far as its own bytes prove it (MIN-20). Whether one knows them is another question. */
export type Authorship =
  | { readonly kind: 'unsigned' }
  /** There is a signature, and it is not of this package: it was changed after it was signed, or the signature is another's. */
  | { readonly kind: 'broken' }
  /** A key that names no account. */
  | { readonly kind: 'key'; readonly key: string }
  /** A device, certified by the account. */
  | { readonly kind: 'account'; readonly account: AccountId; readonly device: DeviceId };

/** Who signed a package, as the person knows them (PRG-8). */
export type PackageAuthor =
  | { readonly kind: 'unsigned' }
  /** Nobody signed it, and it is, byte for byte, one that comes with the app. */
  | { readonly kind: 'app' }
  /** There is a signature that is not of this package: it was changed after it was signed. Opening it warns. */
  | { readonly kind: 'broken' }
  | { readonly kind: 'self' }
  | {
      readonly kind: 'contact';
      readonly account: AccountId;
      /** As the person calls them. */
      readonly name: string;
      readonly isVerified: boolean;
      readonly isBlocked: boolean;
    }
  /** An account that is none of one's contacts, or a key that names no account: the first characters of it. */
  | { readonly kind: 'stranger'; readonly fingerprint: string };

/** How much an author is worth: what is `bad` is to be seen before it is opened. */
export function standingOf(author: PackageAuthor): 'plain' | 'verified' | 'bad' {
  if (author.kind === 'broken') return 'bad';
  if (author.kind !== 'contact') return 'plain';
  if (author.isBlocked) return 'bad';
  return author.isVerified ? 'verified' : 'plain';
}

/** Judges what the host found of a signature: the certificate has to hold, and to be of that account and key (MIN-20). */
export async function readAuthorship(
  { signature }: Pick<PackageFacts, 'signature'>,
  verify: Verify,
): Promise<Authorship> {
  if (signature === null) return { kind: 'unsigned' };
  const { key, isValid, account } = signature;
  if (!isValid) return { kind: 'broken' };
  if (account === null) return { kind: 'key', key };
  const unpacked = unpackSigned(account.certificate);
  const read = unpacked.ok ? await readCertificate(unpacked.value, verify) : unpacked;
  if (!read.ok || read.value.account !== account.id || read.value.device !== key) return { kind: 'broken' };
  return { kind: 'account', account: account.id, device: read.value.device };
}

/** Whether two packages are provably of one author: one account, whichever device signed, or one key (MIN-21). */
export function isSameAuthor(one: Authorship, other: Authorship): boolean {
  if (one.kind === 'account' && other.kind === 'account') return one.account === other.account;
  return one.kind === 'key' && other.kind === 'key' && one.key === other.key;
}

/** The text of a signature by a device for its account (PKG-18). `contents` is what the host says of the package. */
export async function signPackage(
  { contents, certificate }: { readonly contents: Uint8Array; readonly certificate: Certificate },
  sign: Sign,
): Promise<string> {
  const packed = packSigned(certificate.signed);
  if (packed.length > MAX_SIGNATURE_CERTIFICATE) throw new RangeError(`a certificate of ${packed.length} bytes`);
  const signature = await sign(accountPreimage(idBytes(certificate.account), contents));
  return formatSignature({
    key: certificate.device,
    signature: toBase64url(signature),
    account: { id: certificate.account, certificate: toBase64url(packed) },
  });
}

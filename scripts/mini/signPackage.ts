import { type KeyObject, createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  SIGNATURE_ENTRY,
  type SignedEntry,
  formatSignature,
  signaturePreimage,
} from '@shared/mini/packageSignature.ts';
import { readEntry } from '../../src/main/services/packages/entryContent.ts';
import { withSignature } from '../../src/main/services/packages/withSignature.ts';
import { SetupFailure } from '../setup/failure.mjs';
import type { KitArguments } from './kitArguments.ts';
import { type LoadedPackage, isFolder, loadPackage } from './loadPackage.ts';

/** `sign`: puts the author's signature into a package, in place of one that is there (PKG-15). */
export async function signCommand({ path, options }: KitArguments): Promise<number> {
  const named = options['key'];
  if (typeof named !== 'string') throw new SetupFailure('Which key?', 'add `--key file`; `--new-key` makes it.');
  if (await isFolder(path)) throw new SetupFailure(`${path} is a folder.`, 'sign the package that `pack` makes of it.');
  const file = resolve(process.env['INIT_CWD'] ?? process.cwd(), named);
  if (options['new-key'] === true) await makeKey(file);
  const key = await readKey(file);
  const signed = await signPackage(await loadPackage(path), key);
  await writeFile(path, signed);
  console.log(`${path} is signed by ${publicKeyOf(key)}`);
  return 0;
}

/** The package with a signature of `key`; everything else in it stays as it is packed. */
export async function signPackage({ bytes, files }: LoadedPackage, key: KeyObject): Promise<Uint8Array> {
  const entries: SignedEntry[] = [];
  for (const entry of files) {
    if (entry.path === SIGNATURE_ENTRY) continue;
    const hash = createHash('sha256');
    for await (const piece of readEntry(entry)) hash.update(piece);
    entries.push({ path: entry.pathBytes, hash: hash.digest() });
  }
  const signature = sign(null, signaturePreimage(entries), key).toString('base64url');
  const signed = await withSignature(bytes, formatSignature({ key: publicKeyOf(key), signature, account: null }));
  if (signed.ok) return signed.value.bytes;
  throw new SetupFailure(`The host would refuse it with a signature: ${signed.error.message}.`, 'leave a file out.');
}

/** The key by which others know the author: 43 characters of base64url. */
export function publicKeyOf(key: KeyObject): string {
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  if (x === undefined) throw new Error('not an Ed25519 key');
  return x;
}

/** Writes a new key where there is nothing yet: whoever overwrites a key is another author from then on. */
async function makeKey(file: string): Promise<void> {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
  try {
    await writeFile(file, pem, { flag: 'wx', mode: 0o600 });
  } catch {
    throw new SetupFailure(`${file} cannot be made, or is there already.`, 'leave out `--new-key` to sign with it.');
  }
  console.log(`${file} is your author's key. Keep it: who has it can publish upgrades in your name.`);
}

async function readKey(file: string): Promise<KeyObject> {
  try {
    const key = createPrivateKey(await readFile(file));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // No file, or no key in it: the same advice.
  }
  throw new SetupFailure(`${file} is no Ed25519 key.`, 'name a key that `sign --new-key` made.');
}

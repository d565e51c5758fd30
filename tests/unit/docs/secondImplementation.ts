/**
 * A second implementation of what docs/PROTOCOL.md says, from that page and Node's own cryptography alone: nothing of the product is
 * imported here. It is small, and exists so that the page is known to say enough.
 */
import {
  createCipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  pbkdf2Sync,
  sign,
} from 'node:crypto';

type Bytes = Uint8Array;
const utf8 = (text: string): Bytes => new TextEncoder().encode(text);
export const join = (...parts: readonly Bytes[]): Bytes => new Uint8Array(Buffer.concat(parts));
const sha256 = (bytes: Bytes): Bytes => new Uint8Array(createHash('sha256').update(bytes).digest());
const order = (one: Bytes, other: Bytes): number => Buffer.compare(one, other);
export const base64url = (bytes: Bytes): string => Buffer.from(bytes).toString('base64url');
export const ofBase64url = (text: string): Bytes => new Uint8Array(Buffer.from(text, 'base64url'));

/** Canonical CBOR. */
export function cbor(value: unknown): Bytes {
  if (value === null) return Uint8Array.of(0xf6);
  if (typeof value === 'boolean') return Uint8Array.of(value ? 0xf5 : 0xf4);
  if (typeof value === 'number') return number(value);
  if (typeof value === 'string') return join(head(3, utf8(value).length), utf8(value));
  if (value instanceof Uint8Array) return join(head(2, value.length), value);
  if (Array.isArray(value)) return join(head(4, value.length), ...value.map(cbor));
  const rows = Object.entries(value as object)
    .map(([key, field]) => [cbor(key), cbor(field)] as const)
    .sort(([one], [other]) => order(one, other));
  return join(head(5, rows.length), ...rows.flat());
}

function number(value: number): Bytes {
  if (Number.isSafeInteger(value)) return value < 0 ? head(1, -1 - value) : head(0, value);
  for (const [first, bytes] of [
    [0xf9, half(value)],
    [0xfa, Buffer.alloc(4)],
    [0xfb, Buffer.alloc(8)],
  ] as const) {
    if (bytes === null) continue;
    if (bytes.length === 4) (bytes as Buffer).writeFloatBE(value);
    if (bytes.length === 8) (bytes as Buffer).writeDoubleBE(value);
    if (bytes.length === 4 && (bytes as Buffer).readFloatBE() !== value) continue;
    return join(Uint8Array.of(first), bytes);
  }
  throw new Error('no float');
}

/** Half floats of normal size; null where one does not keep the value. */
function half(value: number): Bytes | null {
  const exponent = Math.floor(Math.log2(Math.abs(value)));
  const fraction = (Math.abs(value) / 2 ** exponent - 1) * 1024;
  if (exponent < -14 || exponent > 15 || !Number.isInteger(fraction)) return null;
  const bits = (value < 0 ? 0x8000 : 0) | ((exponent + 15) << 10) | fraction;
  return Uint8Array.of(bits >> 8, bits & 255);
}

function head(major: number, length: number): Bytes {
  const first = major << 5;
  if (length < 24) return Uint8Array.of(first | length);
  if (length < 2 ** 8) return Uint8Array.of(first | 24, length);
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(length));
  if (length < 2 ** 16) return join(Uint8Array.of(first | 25), bytes.subarray(6));
  return length < 2 ** 32 ? join(Uint8Array.of(first | 26), bytes.subarray(4)) : join(Uint8Array.of(first | 27), bytes);
}

export const tagged = (tag: string, label: string, bytes: Bytes): Bytes =>
  join(utf8(tag), Uint8Array.of(0), utf8(label), Uint8Array.of(0), bytes);
export const taggedHash = (tag: string, label: string, bytes: Bytes): Bytes => sha256(tagged(tag, label, bytes));

const PKCS8 = { ed25519: '302e020100300506032b657004220420', x25519: '302e020100300506032b656e04220420' };
const secretKey = (kind: keyof typeof PKCS8, secret: Bytes) =>
  createPrivateKey({ key: join(Buffer.from(PKCS8[kind], 'hex'), secret) as Buffer, format: 'der', type: 'pkcs8' });

/** The public half of a seed or secret. */
export function publicOf(kind: keyof typeof PKCS8, secret: Bytes): Bytes {
  const der = createPublicKey(secretKey(kind, secret)).export({ format: 'der', type: 'spki' });
  return new Uint8Array(der.subarray(-32));
}
export const signature = (seed: Bytes, bytes: Bytes): Bytes =>
  new Uint8Array(sign(null, bytes, secretKey('ed25519', seed)));
export function secretOfTwo(secret: Bytes, theirs: Bytes): Bytes {
  const key = join(Buffer.from('302a300506032b656e032100', 'hex'), theirs) as Buffer;
  const publicKey = createPublicKey({ key, format: 'der', type: 'spki' });
  return new Uint8Array(diffieHellman({ privateKey: secretKey('x25519', secret), publicKey }));
}
const hkdf = (secret: Bytes, salt: Bytes, info: Bytes, length: number): Bytes =>
  new Uint8Array(hkdfSync('sha256', secret, salt, info, length));

/** A signed value: bytes and signature. */
export function signed(purpose: string, value: unknown, seed: Bytes): readonly [Bytes, Bytes] {
  const bytes = cbor(value);
  return [bytes, signature(seed, tagged('banyan/signed/1', purpose, bytes))];
}

/** The root's seed, from the words. */
export function rootSeed(words: string): Bytes {
  const seed = pbkdf2Sync(words.normalize('NFKD'), 'mnemonic', 2048, 64, 'sha512');
  return hkdf(seed, new Uint8Array(), utf8('banyan/root/1'), 32);
}

export function safetyNumber(roots: readonly Bytes[]): string {
  const groups = [...roots].sort(order).flatMap((root) => {
    let hash = join(utf8('banyan/safety/1'), root);
    for (let round = 0; round < 5200; round += 1)
      hash = new Uint8Array(createHash('sha512').update(join(hash, root)).digest());
    return [0, 1, 2, 3, 4, 5].map((group) => {
      const five = BigInt(`0x${Buffer.from(hash.subarray(group * 5, group * 5 + 5)).toString('hex')}`);
      return String(five % 100_000n).padStart(5, '0');
    });
  });
  return groups.join(' ');
}

/** An event: canonical bytes, payload and id. */
export function event(fields: Record<string, unknown> & { kind: string }, seed: Bytes) {
  const bytes = cbor({ v: 1, ...fields });
  const payload = join(signature(seed, tagged('banyan/event/1', fields.kind, bytes)), bytes);
  return { bytes, payload, id: taggedHash('banyan/event/1', fields.kind, bytes) };
}

export function client(space: Bytes, device: Bytes, bucket: number): number {
  const hash = Buffer.from(taggedHash('banyan/log-client/1', '', join(space, device, cbor(bucket))));
  return (hash.readUInt32BE(0) % 2 ** 21) * 2 ** 32 + hash.readUInt32BE(4);
}

export function varuint(value: number): Bytes {
  const bytes: number[] = [];
  let left = BigInt(value);
  for (; left > 127n; left >>= 7n) bytes.push(Number(left & 127n) | 128);
  return Uint8Array.of(...bytes, Number(left));
}
const counted = (bytes: Bytes): Bytes => join(varuint(bytes.length), bytes);

export function update(id: number, device: string, start: number, payloads: readonly Bytes[]): Bytes {
  const items = payloads.map((payload, index) => {
    const place = start + index;
    const where =
      place === 0
        ? join(Uint8Array.of(3), varuint(1), counted(utf8(device)))
        : join(Uint8Array.of(0x83), varuint(id), varuint(place - 1));
    return join(where, counted(payload));
  });
  return join(varuint(1), varuint(items.length), varuint(id), varuint(start), ...items, varuint(0));
}

export const syncMessage = (type: number, body: Bytes): Bytes => join(varuint(type), counted(body));
export const vector = (rows: readonly (readonly [number, number])[]): Bytes =>
  join(varuint(rows.length), ...rows.flat().map(varuint));

export const digest = (rows: readonly (readonly [Bytes, Bytes])[], label = 'heads'): Bytes =>
  taggedHash('banyan/digest/1', label, join(...rows.map(([device, id]) => join(device, id)).sort(order)));

export const directSpace = (accounts: readonly Bytes[]): Bytes =>
  taggedHash('banyan/space/1', 'direct', join(...[...accounts].sort(order)));

export function room(secret: Bytes, info: string, ...names: readonly Bytes[]) {
  const bytes = hkdf(secret, new Uint8Array(), join(utf8(info), ...names), 64);
  return { name: base64url(bytes.subarray(0, 32)), password: base64url(bytes.subarray(32)) };
}
export const pairRoom = (secret: Bytes, devices: readonly Bytes[]) =>
  room(secret, 'banyan/pair-room/1', ...[...devices].sort(order));

export function mailbox(secret: Bytes, way: readonly Bytes[], term: number) {
  const place = Buffer.alloc(4);
  place.writeUInt32BE(term);
  const key = hkdf(secret, new Uint8Array(), join(utf8('banyan/mailbox/1'), ...way, place), 32);
  return { key: base64url(key), name: base64url(sha256(join(utf8('banyan/mailbox/1\0name\0'), key))) };
}

export function sealSignal(place: { room: string; password: string }, nonce: Bytes, message: unknown): string {
  const key = hkdf(utf8(place.password), utf8(place.room), utf8('banyan/signaling/1'), 32);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(utf8(place.room));
  const sealed = join(cipher.update(JSON.stringify(message)), cipher.final(), cipher.getAuthTag());
  return base64url(join(nonce, sealed));
}

export function frames(message: Bytes): readonly Bytes[] {
  if (message.length <= 16_383) return [join(Uint8Array.of(0), message)];
  const length = Buffer.alloc(4);
  length.writeUInt32BE(message.length);
  const all = [join(Uint8Array.of(1), length, message.subarray(0, 16_379))];
  for (let from = 16_379; from < message.length; from += 16_383)
    all.push(join(Uint8Array.of(2), message.subarray(from, from + 16_383)));
  return all;
}

export function blobId(blob: Bytes) {
  const hashes: Bytes[] = [];
  for (let from = 0; from < blob.length; from += 262_144) hashes.push(sha256(blob.subarray(from, from + 262_144)));
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(blob.length));
  const outline = join(...hashes);
  return { outline, id: sha256(join(tagged('banyan/blob/1', 'root', new Uint8Array()), size, outline)) };
}

/** The list of a package's files, path to content in hexadecimal, and what it is hashed to. */
export function packageContents(files: Readonly<Record<string, string>>): {
  readonly list: Bytes;
  readonly contents: Bytes;
} {
  const named = Object.entries(files).map(([path, content]) => [utf8(path), Buffer.from(content, 'hex')] as const);
  const list = join(
    ...named
      .sort(([one], [other]) => order(one, other))
      .flatMap(([path, content]) => [Uint8Array.of(path.length >> 8, path.length & 0xff), path, sha256(content)]),
  );
  return { list, contents: taggedHash('banyan/package/1', 'contents', list) };
}

/** The page says enough: an implementation made from it alone gives what its vectors say. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as second from './secondImplementation.ts';
import { bytes, counting, hex, valueOf } from './vectorBytes.ts';

/** Every field that a vector may give; each has some of them. */
interface Given {
  readonly tag: string;
  readonly label: string;
  readonly bytes: string;
  readonly purpose: string;
  readonly seed: string;
  readonly rootSeed: string;
  readonly deviceSeed: string;
  readonly agreementSecret: string;
  readonly signing: string;
  readonly agreement: string;
  readonly name: string;
  readonly founder: string;
  readonly owner: string;
  readonly reader: string;
  readonly key: string;
  readonly nonce: string;
  readonly space: string;
  readonly device: string;
  readonly kind: string;
  readonly secret: string;
  readonly theirs: string;
  readonly token: string;
  readonly inviter: string;
  readonly update: string;
  readonly room: string;
  readonly password: string;
  readonly short: string;
  readonly words: string;
  readonly root: string;
  readonly other: string;
  readonly epoch: number;
  readonly term: number;
  readonly bucket: number;
  readonly start: number;
  readonly count: number;
  readonly length: number;
  readonly long: number;
  readonly files: Readonly<Record<string, string>>;
  readonly expires: number;
  readonly version: number;
  readonly at: number;
  readonly certificate: readonly string[];
  readonly roots: readonly string[];
  readonly accounts: readonly string[];
  readonly payloads: readonly string[];
  readonly devices: readonly string[];
  readonly signaling: readonly string[];
  readonly roles: readonly string[];
  readonly heads: readonly { readonly device: string; readonly id: string }[];
  readonly spaces: readonly { readonly space: string; readonly digest: string }[];
  readonly prev: string | null;
  readonly value: unknown;
  readonly body: unknown;
  readonly avatar: unknown;
  readonly message: unknown;
}

type Check = (given: Given) => Readonly<Record<string, unknown>>;
const { base64url: id, ofBase64url: raw } = second;

const checks: Readonly<Record<string, Check>> = {
  'canonical-cbor': ({ value }) => ({ cbor: hex(second.cbor(valueOf(value))) }),
  'tagged-hash': (given) => ({
    tagged: hex(second.tagged(given.tag, given.label, bytes(given.bytes))),
    hash: hex(second.taggedHash(given.tag, given.label, bytes(given.bytes))),
  }),
  'signed-value': (given) => {
    const [value, signature] = second.signed(given.purpose, valueOf(given.value), bytes(given.seed));
    return { bytes: hex(value), signature: hex(signature), packed: hex(second.cbor([value, signature])) };
  },
  ids: ({ rootSeed, deviceSeed, agreementSecret }) => {
    const root = second.publicOf('ed25519', bytes(rootSeed));
    return {
      root: hex(root),
      account: id(second.taggedHash('banyan/account/1', '', root)),
      device: id(second.publicOf('ed25519', bytes(deviceSeed))),
      agreement: hex(second.publicOf('x25519', bytes(agreementSecret))),
    };
  },
  certificate: (given) => {
    const seed = bytes(given.rootSeed);
    const fields = { v: 1, root: second.publicOf('ed25519', seed), roles: given.roles, at: given.at };
    const keys = { signing: bytes(given.signing), agreement: bytes(given.agreement) };
    const [value, signature] = second.signed('device-certificate', { ...fields, ...keys }, seed);
    return { bytes: hex(value), signature: hex(signature) };
  },
  'package-signature': (given) => {
    const device = bytes(given.deviceSeed);
    const root = second.publicOf('ed25519', bytes(given.rootSeed));
    const signing = second.publicOf('ed25519', device);
    const fields = { v: 1, root, signing, agreement: bytes(given.agreement), roles: ['chat'], at: given.at };
    const certificate = second.cbor([...second.signed('device-certificate', fields, bytes(given.rootSeed))]);
    const account = second.taggedHash('banyan/account/1', '', root);
    const { list, contents } = second.packageContents(given.files);
    const line = (label: string, said: Uint8Array) =>
      `ed25519 ${id(signing)} ${id(second.signature(device, second.tagged('banyan/package/1', label, said)))}\n`;
    const owner = `account ${id(account)} ${id(certificate)}\n`;
    return {
      contents: hex(contents),
      ofKey: line('signature', list),
      ofAccount: line('author', second.join(account, contents)) + owner,
    };
  },
  card: (given) => {
    const seed = bytes(given.deviceSeed);
    const { name, avatar, signaling, version } = given;
    const value = {
      v: 1,
      device: second.publicOf('ed25519', seed),
      certificates: [given.certificate.map(bytes)],
      profile: { name, avatar: valueOf(avatar) },
      signaling,
      version,
    };
    return { packed: hex(second.cbor([...second.signed('contact-card', value, seed)])) };
  },
  'safety-number': ({ roots }) => ({ number: second.safetyNumber(roots.map(bytes)) }),
  'direct-space': ({ accounts }) => ({ space: id(second.directSpace(accounts.map(raw))) }),
  'feed-spaces': (given) => {
    const space = (label: string, ...parts: readonly Uint8Array[]) =>
      second.taggedHash('banyan/feed-space/1', label, second.join(...parts));
    const circle = space('circle', raw(given.owner), bytes(given.nonce));
    return {
      circle: id(circle),
      remarks: id(space('remarks', circle, raw(given.reader))),
      whispers: id(space('whispers', circle, raw(given.reader))),
      channel: id(space('channel', bytes(given.key))),
    };
  },
  'moments-pass': (given) => {
    const seed = bytes(given.deviceSeed);
    const device = second.publicOf('ed25519', seed);
    const [owner, reader, other] = [raw(given.owner), raw(given.reader), raw(given.other)];
    const { kind, epoch, at } = given;
    const secret = bytes(given.secret);
    const circle = second.taggedHash('banyan/feed-space/1', 'circle', second.join(owner, bytes(given.nonce)));
    const until = at + 30 * 24 * 3_600_000;
    const value = { v: 1, kind, nonce: bytes(given.nonce), owner, reader, device, epoch, secret, at, until };
    const packed = second.cbor([...second.signed('moments-pass', value, seed)]);
    const pair = [device, other].toSorted((one, two) => Buffer.compare(one, two));
    const told = second.taggedHash('banyan/moments/1', 'blinded', second.join(secret, circle, ...pair));
    return {
      circle: id(circle),
      packed: hex(packed),
      id: hex(told.subarray(0, 8)),
      give: hex(second.cbor({ t: 'give', passes: [packed] })),
      aside: hex(second.cbor({ t: 'aside', spaces: [[circle, reader, 'remarks']] })),
    };
  },
  'group-spaces': ({ founder, nonce }) => {
    const talk = second.taggedHash('banyan/space/1', 'group', second.join(raw(founder), bytes(nonce)));
    return { talk: id(talk), roster: id(second.taggedHash('banyan/space/1', 'roster', talk)) };
  },
  event: (given) => eventOf(given),
  'roster-act': (given) => eventOf(given),
  'feed-post': (given) => eventOf(given),
  client: ({ space, device, bucket }) => ({ client: second.client(raw(space), raw(device), bucket) }),
  update: ({ space, bucket, device, start, payloads }) => {
    const client = second.client(raw(space), raw(device), bucket);
    return { update: hex(second.update(client, device, start, payloads.map(bytes))) };
  },
  'sync-messages': ({ space, bucket, device, count, update }) => {
    const client = second.client(raw(space), raw(device), bucket);
    return {
      step1: hex(second.syncMessage(0, second.vector([[client, count]]))),
      step2: hex(second.syncMessage(1, bytes(update))),
      update: hex(second.syncMessage(2, bytes(update))),
    };
  },
  digest: ({ heads }) => ({
    digest: hex(second.digest(heads.map((head) => [raw(head.device), raw(head.id)] as const))),
  }),
  'digest-of-spaces': ({ spaces }) => ({
    digest: hex(
      second.digest(
        spaces.map((row) => [raw(row.space), bytes(row.digest)] as const),
        'spaces',
      ),
    ),
  }),
  'pair-room': ({ secret, theirs, devices }) =>
    second.pairRoom(second.secretOfTwo(bytes(secret), bytes(theirs)), devices.map(raw)),
  mailbox: ({ secret, theirs, devices, term }) =>
    second.mailbox(second.secretOfTwo(bytes(secret), bytes(theirs)), devices.map(raw), term),
  'invite-room': ({ token, inviter }) => second.room(bytes(token), 'banyan/invite-room/1', raw(inviter)),
  invite: (given) => {
    const { name, expires, signaling } = given;
    const certificate = given.certificate.map(bytes);
    const value = { v: 1, certificate, name, token: bytes(given.token), expires, signaling };
    const packed = second.cbor([...second.signed('invite', value, bytes(given.deviceSeed))]);
    return {
      link: `banyan://invite#${id(packed)}`,
      id: id(second.taggedHash('banyan/invite-token/1', 'id', bytes(given.token))),
    };
  },
  signaling: (given) => {
    const data = second.sealSignal({ room: given.room, password: given.password }, bytes(given.nonce), given.message);
    return { publish: JSON.stringify({ type: 'publish', topic: given.room, data }) };
  },
  frames: ({ short, long }) => ({
    whole: hex(second.frames(bytes(short))[0] ?? new Uint8Array()),
    cut: second.frames(counting(long)).map((frame) => ({
      length: frame.length,
      begins: hex(frame.subarray(0, 8)),
    })),
  }),
  blob: ({ length }) => {
    const { outline, id: name } = second.blobId(counting(length));
    return { outline: hex(outline), id: id(name) };
  },
};

function eventOf(given: Given): Readonly<Record<string, unknown>> {
  const { deviceSeed, space, device, prev, body, ...plain } = given;
  const fields = { ...plain, space: raw(space), device: raw(device), body: valueOf(body) };
  const previous = prev === null ? null : raw(prev);
  const made = second.event({ ...fields, kind: given.kind, prev: previous }, bytes(deviceSeed));
  return { bytes: hex(made.bytes), payload: hex(made.payload), id: id(made.id) };
}

const text = readFileSync('docs/PROTOCOL.md', 'utf8');
const vectors = [...text.matchAll(/```json vector=([a-z0-9-]+)\n([\s\S]*?)\n```/g)].flatMap(
  ([, name = '', json = '']) => {
    const check = checks[name];
    return check === undefined ? [] : [[name, check, JSON.parse(json) as { given: Given; gives: Given }] as const];
  },
);

it.each(vectors)('COD-3 from the page alone: %s', (_, check, { given, gives }) => {
  expect(gives).toMatchObject(check(given));
});

it('IDN-5 from the page alone: the root behind twelve words', () => {
  const [, json = '{}'] = /```json vector=phrase\n([\s\S]*?)\n```/.exec(text) ?? [];
  const { gives } = JSON.parse(json) as { gives: Given };
  const seed = second.rootSeed(gives.words);
  expect([hex(seed), hex(second.publicOf('ed25519', seed))]).toEqual([gives.rootSeed, gives.root]);
});

it('COD-3 tries most of what the page has', () => {
  expect(new Set(vectors.map(([name]) => name))).toEqual(new Set(Object.keys(checks)));
});

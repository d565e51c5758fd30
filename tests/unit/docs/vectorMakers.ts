/** What each vector of docs/PROTOCOL.md says: from what is given, by the code of the product, to what it gives. */
import { createCipheriv, hkdfSync } from 'node:crypto';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { cutFrame, encodeAbandon, encodeClose, encodeHello, encodePing, encodePong } from '@adapters/webrtc/frames.ts';
import { createRoomCipher } from '@adapters/webrtc/roomCipher.ts';
import { decodeBlobMessage, encodeBlobMessage } from '@domain/blob/messages.ts';
import { blobIdOf, chunkHashOf } from '@domain/blob/outline.ts';
import { joinBytes, tagged, taggedHash } from '@domain/codec/bytes.ts';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import { packSigned, signValue } from '@domain/codec/signed.ts';
import { makeCard } from '@domain/contact/card.ts';
import { encodeEvent, eventSigningBytes, idBytes, sealEvent } from '@domain/event/codec.ts';
import { isParting, readEquivocation } from '@domain/event/readEquivocation.ts';
import type { EventContent } from '@domain/event/event.ts';
import { bucketOf, nextAt, observeAt, sortAtOf } from '@domain/event/hybridClock.ts';
import { projectFeed } from '@domain/feed/project.ts';
import { channelSpace, circleSpace, remarkSpace, whisperSpace } from '@domain/feed/spaces.ts';
import { parseRosterBody } from '@domain/group/body.ts';
import { groupSpace, rosterSpace } from '@domain/group/spaces.ts';
import { accountOfRoot, deviceOfKey } from '@domain/identity/account.ts';
import { certifyDevice, readCertificate } from '@domain/identity/certificate.ts';
import { rootSeedOf, wordsOf } from '@domain/identity/recoveryPhrase.ts';
import { safetyNumber } from '@domain/identity/safetyNumber.ts';
import { makeInvite, tokenId } from '@domain/invite/invite.ts';
import { inviteLink } from '@domain/invite/link.ts';
import { ownerProof, requestProof } from '@domain/invite/pairing.ts';
import { sealRequest } from '@domain/invite/sealedRequest.ts';
import { decodeLinkMessage, encodeLinkMessage } from '@domain/link/messages.ts';
import { inviteRoom, pairRoom } from '@domain/link/rooms.ts';
import { clientOf } from '@domain/log/client.ts';
import { encodeUpdate } from '@domain/log/encodeUpdate.ts';
import { encodeStep1, encodeSyncUpdate } from '@domain/log/syncMessage.ts';
import { type PassFields, makePass } from '@domain/moments/pass.ts';
import { blindedId, encodeMomentWord } from '@domain/moments/words.ts';
import { mailboxKey, mailboxName } from '@domain/mailbox/names.ts';
import { sealBundle } from '@domain/mailbox/seal.ts';
import type { Avatar } from '@domain/profile/profile.ts';
import { displayName } from '@domain/profile/cleanName.ts';
import { digestOf, digestOfSpaces } from '@domain/space/digest.ts';
import { directSpace } from '@domain/space/space.ts';
import { signPackage } from '@domain/mini/authorship.ts';
import { contentsPreimage, formatSignature, signaturePreimage } from '@shared/mini/packageSignature.ts';
import { BLOB_CHUNK_BYTES, chunkCountOf } from '@shared/blob.ts';
import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { agree, agreementKey, bytes, counting, hex, signer, valueOf } from './vectorBytes.ts';

interface PassGiven extends Omit<PassFields, 'nonce' | 'secret' | 'device'> {
  readonly deviceSeed: string;
  readonly nonce: string;
  readonly secret: string;
  /** The device at the other end of the link. */
  readonly other: DeviceId;
}

const fromText = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64url'));

/** Makes what a vector gives of what is given. Each knows the form of its own vector. */
type Maker = (given: never) => unknown;

const signedPair = ([one, two]: readonly [string, string]) => ({ bytes: bytes(one), signature: bytes(two) });

async function sealedEvent(given: Omit<EventContent, 'v'> & { deviceSeed: string }) {
  const { deviceSeed, ...fields } = given;
  const content = { ...fields, body: valueOf(given.body) };
  const encoded = encodeEvent(content);
  const signing = eventSigningBytes(content.kind, encoded);
  const sealed = sealEvent(content, encoded, await signer(deviceSeed).sign(signing));
  return { bytes: hex(encoded), payload: hex(sealed.payload), id: sealed.id };
}

export const makers: Readonly<Record<string, Maker>> = {
  'canonical-cbor': ({ value }: { value: unknown }) => ({ cbor: hex(encodeCanonical(valueOf(value))) }),

  'tagged-hash': ({ tag, label, bytes: text }: { tag: string; label: string; bytes: string }) => ({
    tagged: hex(tagged(tag, label, bytes(text))),
    hash: hex(taggedHash(tag, label, bytes(text))),
  }),

  'signed-value': async ({ purpose, value, seed }: { purpose: string; value: unknown; seed: string }) => {
    const { sign, key } = signer(seed);
    const signed = await signValue(purpose, valueOf(value), sign);
    return {
      key: hex(await key()),
      bytes: hex(signed.bytes),
      signature: hex(signed.signature),
      packed: hex(packSigned(signed)),
    };
  },

  phrase: async ({ entropy }: { entropy: string }) => {
    const seed = hex(rootSeedOf(bytes(entropy)));
    return { words: wordsOf(bytes(entropy)).join(' '), rootSeed: seed, root: hex(await signer(seed).key()) };
  },

  ids: async ({ rootSeed, deviceSeed, agreementSecret }: Record<string, string>) => {
    const root = await signer(rootSeed ?? '').key();
    const signing = await signer(deviceSeed ?? '').key();
    return {
      root: hex(root),
      account: accountOfRoot(root),
      accountBytes: hex(idBytes(accountOfRoot(root))),
      signing: hex(signing),
      device: deviceOfKey(signing),
      agreement: agreementKey(agreementSecret ?? ''),
    };
  },

  certificate: async (given: { rootSeed: string; signing: string; agreement: string; roles: ['chat']; at: number }) => {
    const { key, sign } = signer(given.rootSeed);
    const { roles, at } = given;
    const fields = { root: await key(), signing: bytes(given.signing), agreement: bytes(given.agreement), roles, at };
    const signed = await certifyDevice(fields, sign);
    return { bytes: hex(signed.bytes), signature: hex(signed.signature) };
  },

  'package-signature': async (given: {
    files: Record<string, string>;
    rootSeed: string;
    deviceSeed: string;
    agreement: string;
    at: number;
  }) => {
    const [root, device] = [signer(given.rootSeed), signer(given.deviceSeed)];
    const keys = { root: await root.key(), signing: await device.key(), agreement: bytes(given.agreement) };
    const signed = await certifyDevice({ ...keys, roles: ['chat'], at: given.at }, root.sign);
    const certificate = await readCertificate(signed, () => Promise.resolve(true));
    if (!certificate.ok) throw new Error(certificate.error.message);
    const entries = Object.entries(given.files).map(([path, content]) => ({
      path: utf8ToBytes(path),
      hash: sha256(bytes(content)),
    }));
    const contents = sha256(contentsPreimage(entries));
    const signature = toBase64url(await device.sign(signaturePreimage(entries)));
    return {
      contents: hex(contents),
      ofKey: formatSignature({ key: certificate.value.device, signature, account: null }),
      ofAccount: await signPackage({ contents, certificate: certificate.value }, device.sign),
    };
  },

  'safety-number': ({ roots: [one, two] }: { roots: [string, string] }) => ({
    number: safetyNumber(bytes(one), bytes(two)),
    sameTheOtherWayRound: safetyNumber(bytes(two), bytes(one)) === safetyNumber(bytes(one), bytes(two)),
  }),

  name: ({ typed, fallback }: { typed: string; fallback: string }) => ({ shown: displayName(typed, fallback) }),

  card: async (given: {
    deviceSeed: string;
    certificate: [string, string];
    name: string;
    avatar: Avatar;
    signaling: string[];
    version: number;
  }) => {
    const { key, sign } = signer(given.deviceSeed);
    const { name, signaling, version } = given;
    const avatar = valueOf(given.avatar) as Avatar;
    const certificates = [signedPair(given.certificate)];
    const fields = { device: await key(), certificates, profile: { name, avatar }, signaling, version };
    return { packed: hex(await makeCard(fields, sign)) };
  },

  'direct-space': ({ accounts: [one, two] }: { accounts: [AccountId, AccountId] }) => ({
    space: directSpace(one, two),
    bytes: hex(idBytes(directSpace(one, two))),
  }),

  event: (given: Omit<EventContent, 'v'> & { deviceSeed: string }) => sealedEvent(given),

  equivocation: ({ payloads: [one, other] }: { payloads: [string, string] }) => {
    const read = readEquivocation(bytes(one), bytes(other));
    if (!read.ok) return { isOne: false };
    const { first, second } = read.value;
    return { isOne: true, first: first.id, second: second.id, chainParts: isParting(read.value) };
  },

  clock: (given: { now: number; seen: number; chainAt: number; comes: number }) => ({
    at: nextAt(given.now, given.seen, given.chainAt),
    seenAfterwards: observeAt(given.seen, given.comes, given.now),
    shownAt: sortAtOf(given.comes, given.now, given.chainAt),
    bucket: bucketOf(given.comes),
  }),

  client: ({ space, device, bucket }: { space: SpaceId; device: DeviceId; bucket: number }) => ({
    client: clientOf(space, bucket, device),
  }),

  update: (given: { space: SpaceId; bucket: number; device: DeviceId; start: number; payloads: string[] }) => {
    const { space, bucket, device, start } = given;
    return { update: hex(encodeUpdate(space, bucket, [{ device, start, payloads: given.payloads.map(bytes) }])) };
  },

  'sync-messages': (given: { space: SpaceId; bucket: number; device: DeviceId; count: number; update: string }) => ({
    step1: hex(encodeStep1(given.space, given.bucket, [{ device: given.device, count: given.count }])),
    step2: hex(encodeSyncUpdate('step2', bytes(given.update))),
    update: hex(encodeSyncUpdate('update', bytes(given.update))),
  }),

  'digest-of-spaces': ({ spaces }: { spaces: { space: SpaceId; digest: string }[] }) => ({
    digest: hex(digestOfSpaces(spaces.map(({ space, digest }) => ({ space: idBytes(space), digest: bytes(digest) })))),
  }),
  digest: ({ heads }: { heads: { device: string; id: EventId }[] }) => ({ digest: hex(digestOf(heads)) }),

  'pair-room': (given: { secret: string; theirs: string; devices: [DeviceId, DeviceId] }) => {
    const shared = agree(given.secret, given.theirs);
    return { shared: hex(shared), ...pairRoom(shared, ...given.devices) };
  },

  mailbox: (given: { secret: string; theirs: string; devices: [DeviceId, DeviceId]; term: number }) => {
    const [from, to] = given.devices;
    const key = mailboxKey(agree(given.secret, given.theirs), { from, to }, given.term);
    return { key: toBase64url(key), name: mailboxName(key) };
  },
  'mailbox-bundle': (given: { ephemeralSecret: string; recipientSecret: string; content: string }) => {
    const ephemeral = bytes(agreementKey(given.ephemeralSecret));
    const theirs = agreementKey(given.recipientSecret);
    const shared = agree(given.ephemeralSecret, theirs);
    const bundle = sealBundle(bytes(given.content), { ephemeral, recipient: bytes(theirs), shared });
    return { length: bundle.length, begins: hex(bundle.subarray(0, 64)), hash: hex(sha256(bundle)) };
  },

  'invite-room': ({ token, inviter }: { token: string; inviter: AccountId }) => ({
    ...inviteRoom(bytes(token), inviter),
  }),

  invite: async (given: {
    deviceSeed: string;
    certificate: [string, string];
    name: string;
    token: string;
    expires: number;
    signaling: string[];
  }) => {
    const { name, expires, signaling } = given;
    const token = bytes(given.token);
    const fields = { certificate: signedPair(given.certificate), name, token, expires, signaling };
    const payload = await makeInvite(fields, signer(given.deviceSeed).sign);
    return { link: inviteLink(payload), id: tokenId(token) };
  },

  pairing: async (given: {
    token: string;
    inviter: AccountId;
    inviterSeed: string;
    knock: string;
    askerSeed: string;
    card: string;
    askerSecret: string;
    inviterAgreement: string;
    nonce: string;
  }) => {
    const [token, card, nonce] = [bytes(given.token), bytes(given.card), bytes(given.nonce)];
    const owner = ownerProof(token, bytes(given.knock));
    const request = requestProof(token, given.inviter, card);
    const signature = await signer(given.askerSeed).sign(request);
    const shared = agree(given.askerSecret, given.inviterAgreement);
    return {
      ownerSigns: hex(owner),
      ownerSignature: hex(await signer(given.inviterSeed).sign(owner)),
      requestSigns: hex(request),
      requestSignature: hex(signature),
      shared: hex(shared),
      sealed: hex(sealRequest({ card, signature }, { shared, token, nonce })),
    };
  },

  signaling: async (given: { room: string; password: string; nonce: string; message: unknown }) => {
    const key = Buffer.from(hkdfSync('sha256', given.password, given.room, 'banyan/signaling/1', 32));
    const cipher = createCipheriv('aes-256-gcm', key, bytes(given.nonce)).setAAD(Buffer.from(given.room));
    const sealed = Buffer.concat([cipher.update(JSON.stringify(given.message)), cipher.final(), cipher.getAuthTag()]);
    const data = toBase64url(Buffer.concat([bytes(given.nonce), sealed]));
    const { open } = await createRoomCipher(given.room, given.password);
    const publish = JSON.stringify({ type: 'publish', topic: given.room, data });
    return { key: key.toString('hex'), publish, opens: (await open(data)) ?? null };
  },

  frames: ({ short, long, stamp }: { short: string; long: number; stamp: number }) => {
    const message = counting(long);
    const frames: { length: number; begins: string }[] = [];
    for (let offset = 0; offset < long;) {
      const { frame, next } = cutFrame(message, offset);
      frames.push({ length: frame.length, begins: hex(frame.subarray(0, 8)) });
      offset = next;
    }
    return {
      whole: hex(cutFrame(bytes(short), 0).frame),
      cut: frames,
      abandon: hex(encodeAbandon()),
      ping: hex(encodePing(stamp)),
      pong: hex(encodePong(stamp)),
      close: hex(encodeClose()),
      hello: hex(encodeHello()),
    };
  },

  'group-spaces': ({ founder, nonce }: { founder: AccountId; nonce: string }) => {
    const talk = groupSpace(founder, bytes(nonce));
    return { talk, talkBytes: hex(idBytes(talk)), roster: rosterSpace(talk) };
  },

  'feed-spaces': (given: { owner: AccountId; nonce: string; reader: AccountId; key: string }) => {
    const circle = circleSpace(given.owner, bytes(given.nonce));
    return {
      circle,
      remarks: remarkSpace(circle, given.reader),
      whispers: whisperSpace(circle, given.reader),
      channel: channelSpace(bytes(given.key)),
    };
  },

  'moments-pass': async ({ deviceSeed, other, ...given }: PassGiven) => {
    const { sign, key } = signer(deviceSeed);
    const device = deviceOfKey(await key());
    const pass = await makePass({ ...given, nonce: bytes(given.nonce), secret: bytes(given.secret), device }, sign);
    const aside = { circle: pass.circle, reader: given.reader, what: 'remarks' as const };
    return {
      circle: pass.circle,
      packed: hex(pass.packed),
      id: hex(fromText(blindedId(pass, device, other))),
      give: hex(encodeMomentWord({ t: 'give', passes: [pass.packed] })),
      aside: hex(encodeMomentWord({ t: 'aside', spaces: [aside] })),
    };
  },

  'feed-post': async (given: Omit<EventContent, 'v'> & { deviceSeed: string }) => {
    const sealed = await sealedEvent(given);
    const content = { ...given, v: 1, body: valueOf(given.body) };
    // Whose it is changes nothing of what is given.
    const author = accountOfRoot(bytes(given.deviceSeed));
    const admitted = { id: sealed.id, content, payload: bytes(sealed.payload), author, bucket: 0, sortAt: given.at };
    const { posts, uses } = projectFeed(admitted);
    return { ...sealed, text: posts[0]?.body?.text, blobs: uses.map(({ blob }) => blob) };
  },

  'roster-act': async (given: Omit<EventContent, 'v'> & { deviceSeed: string }) => {
    const body = valueOf(given.body);
    return { ...(await sealedEvent(given)), isRead: parseRosterBody(given.kind, body).ok };
  },

  blob: ({ length }: { length: number }) => {
    const all = counting(length);
    const chunks = Array.from({ length: chunkCountOf(length) }, (_, index) =>
      chunkHashOf(all.subarray(index * BLOB_CHUNK_BYTES, (index + 1) * BLOB_CHUNK_BYTES)),
    );
    const hashes = joinBytes(...chunks);
    return { outline: hex(hashes), id: blobIdOf({ size: length, hashes }) };
  },

  'blob-messages': ({ values }: { values: readonly unknown[] }) => ({
    messages: values.map((value) => {
      const cbor = encodeCanonical(valueOf(value));
      const read = decodeBlobMessage(cbor);
      return { cbor: hex(cbor), isReadAndWrittenTheSame: read.ok && hex(encodeBlobMessage(read.value)) === hex(cbor) };
    }),
  }),

  messages: ({ values }: { values: readonly unknown[] }) => ({
    messages: values.map((value) => {
      const cbor = encodeCanonical(valueOf(value));
      const read = decodeLinkMessage(cbor);
      return { cbor: hex(cbor), isReadAndWrittenTheSame: read.ok && hex(encodeLinkMessage(read.value)) === hex(cbor) };
    }),
  }),
};

/** Everything else through which bytes of others come in, each with honest samples and a judge of what it lets through. */
import { MessageAssembler, cutFrame, decodeFrame, takeRealtime } from '@adapters/webrtc/frames.ts';
import { createRoomCipher } from '@adapters/webrtc/roomCipher.ts';
import { parsePublication, parseSignalMessage } from '@adapters/webrtc/signalMessage.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { readPictureHeader } from '@shared/picture/pictureHeader.ts';
import { RowDoor } from '@adapters/dexie/rowDoor.ts';
import { decodeBlobMessage, encodeBlobMessage } from '@domain/blob/messages.ts';
import { decodeCanonical, encodeCanonical } from '@domain/codec/canonical.ts';
import { readCard } from '@domain/contact/card.ts';
import { contactRecordSchema } from '@domain/contact/contact.ts';
import { decodeEvent, idBytes, signatureOf } from '@domain/event/codec.ts';
import { readInvite } from '@domain/invite/invite.ts';
import { payloadOfText } from '@domain/invite/link.ts';
import { readCertificate } from '@domain/identity/certificate.ts';
import { decodeLinkMessage, encodeLinkMessage } from '@domain/link/messages.ts';
import { inspectUpdate } from '@domain/log/inspectUpdate.ts';
import { decodeSyncMessage } from '@domain/log/syncMessage.ts';
import { cleanName, displayName } from '@domain/profile/cleanName.ts';
import { MAX_LINK_MESSAGE } from '@ports/peerTransport.ts';
import { toBase64url } from '@shared/base64url.ts';
import type { BlobId } from '@shared/ids.ts';
import { must } from '../integration/support/world.ts';
import type { Victim } from './victim.ts';
import type { Door, Verdict } from './door.ts';
import { walletCardDoor } from './walletDoors.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const isOne = (bytes: Uint8Array, samples: readonly Uint8Array[]) =>
  samples.some((sample) => Buffer.compare(sample, bytes) === 0);
/** Signed things pass only as they were made. */
const onlyAs = (samples: readonly Uint8Array[], bytes: Uint8Array): Verdict =>
  isOne(bytes, samples) ? 'passed' : 'wrong';

/** All doors, with samples from a real session. */
export async function doorsOf(victim: Victim): Promise<readonly Door[]> {
  const invites = [
    must(await victim.alice.workspace.createInvite()).link,
    must(await victim.carol.workspace.createInvite()).link,
  ];
  const contacts = must(await victim.store.contacts.all());
  return [
    ...signedDoors(
      victim,
      invites.map(utf8),
      contacts.map(({ card }) => card),
    ),
    ...messageDoors(victim),
    ...(await transportDoors()),
    ...shownDoors(contacts.map(({ profile }) => utf8(profile.name))),
    rowsDoor('contact rows', contacts, (row, door) => door.parse('contacts', contactRecordSchema, row)),
    rowsDoor('message rows', await messagesOf(victim), (row, door) => door.message(row)),
    walletCardDoor,
  ];
}

function signedDoors(
  { attacker }: Victim,
  invites: readonly Uint8Array[],
  cards: readonly Uint8Array[],
): readonly Door[] {
  const payloads = attacker.pending.map(({ payload }) => payload);
  const certificates = [
    encodeCanonical([attacker.identity.certificate.signed.bytes, attacker.identity.certificate.signed.signature]),
  ];
  const payloadsOfInvites = invites.map((link) => must(payloadOfText(text(link))));
  return [
    {
      name: 'invite links',
      samples: invites,
      offer: async (bytes) => {
        const payload = payloadOfText(text(bytes));
        const invite = payload.ok ? await readInvite(payload.value, verifySignature) : payload;
        if (!invite.ok) return 'refused';
        return payloadsOfInvites.includes(invite.value.payload) ? 'passed' : 'wrong';
      },
    },
    {
      name: 'contact cards',
      samples: cards,
      offer: async (bytes) => ((await readCard(bytes, verifySignature)).ok ? onlyAs(cards, bytes) : 'refused'),
    },
    {
      name: 'certificates',
      samples: certificates,
      offer: async (bytes) => {
        const decoded = decodeCanonical(bytes);
        const [signed, signature] =
          decoded.ok && Array.isArray(decoded.value) ? (decoded.value as readonly unknown[]) : [];
        if (!(signed instanceof Uint8Array) || !(signature instanceof Uint8Array)) return 'refused';
        const read = await readCertificate({ bytes: signed, signature }, verifySignature);
        // What stands behind the pair is not the certificate's to judge.
        return read.ok ? onlyAs(certificates, encodeCanonical([signed, signature])) : 'refused';
      },
    },
    {
      name: 'events',
      samples: payloads,
      offer: async (bytes) => {
        const event = decodeEvent(bytes);
        if (!event.ok) return 'refused';
        const { signature, signed } = signatureOf(event.value);
        const holds = await verifySignature(idBytes(event.value.content.device), signature, signed);
        return holds ? onlyAs(payloads, bytes) : 'refused';
      },
    },
  ];
}

function messageDoors({ attacker, corpus }: Victim): readonly Door[] {
  const frames = [...corpus.fromBob, ...corpus.elsewhere].map(({ bytes }) => bytes);
  const payloads = attacker.pending.map(({ payload }) => payload);
  const updates = [1, 3, 6].map((count) => attacker.update(payloads.slice(0, count)));
  const { space, bucket, device, place } = attacker;
  return [
    {
      name: 'link messages',
      samples: frames,
      // What is read is written the same: nothing was read into it.
      offer: (bytes) => {
        const message = decodeLinkMessage(bytes);
        if (!message.ok) return 'refused';
        return isOne(encodeLinkMessage(message.value), [bytes]) ? 'passed' : 'wrong';
      },
    },
    {
      name: 'blob messages',
      samples: blobMessages(),
      // Any strict form of a message is read; what is read is a message, and can be written.
      offer: (bytes) => {
        const message = decodeBlobMessage(bytes);
        return message.ok && encodeBlobMessage(message.value).length > 0 ? 'passed' : 'refused';
      },
    },
    {
      name: 'sync messages',
      samples: updates.map((update) => Uint8Array.of(2, ...lengthOf(update), ...update)),
      offer: (bytes) => (decodeSyncMessage(bytes).ok ? 'passed' : 'refused'),
    },
    {
      name: 'updates',
      samples: updates,
      // What passes is runs of the one device, from where the reader stands; signatures are the next door's.
      offer: (bytes) => {
        const runs = inspectUpdate(bytes, { space, bucket, devices: [device], countOf: () => place });
        if (!runs.ok) return 'refused';
        return runs.value.every((run) => run.device === device && run.start <= place) ? 'passed' : 'wrong';
      },
    },
  ];
}

function blobMessages(): readonly Uint8Array[] {
  const blob = toBase64url(new Uint8Array(32).fill(9)) as BlobId;
  return [
    encodeBlobMessage({ t: 'blob.have', blob, size: 300_000, chunks: Uint8Array.of(3) }),
    encodeBlobMessage({ t: 'blob.want', blob, chunks: [0, 1] }),
    encodeBlobMessage({ t: 'blob.hashes', blob, size: 300_000, hashes: new Uint8Array(64) }),
    encodeBlobMessage({ t: 'blob.chunk', blob, index: 1, bytes: new Uint8Array(400) }),
  ];
}

function lengthOf(bytes: Uint8Array): readonly number[] {
  const parts: number[] = [];
  let left = bytes.length;
  for (; left > 127; left = Math.floor(left / 128)) parts.push((left % 128) | 128);
  return [...parts, left];
}

async function transportDoors(): Promise<readonly Door[]> {
  const cipher = await createRoomCipher('room', 'password of a room');
  const from = 'a-peer-that-is-there';
  const sealed = [
    await cipher.seal({ type: 'announce', from, count: 1 }),
    await cipher.seal({ type: 'offer', from, to: from, token: 'token-of-it', sdp: 'v=0\r\n' }),
  ];
  const publications = sealed.map((data) => utf8(JSON.stringify({ type: 'publish', topic: 'room', data })));
  const signals = [
    { type: 'announce', from, count: 3 },
    { type: 'answer', from, to: from, token: 'token-of-it', sdp: 'v=0\r\n' },
    {
      type: 'candidates',
      from,
      to: from,
      token: 'token-of-it',
      candidates: [{ candidate: 'c', sdpMid: '0', sdpMLineIndex: 0 }],
    },
  ].map((value) => utf8(JSON.stringify(value)));
  let assembler = new MessageAssembler();
  return [
    {
      name: 'transport frames',
      samples: [framesOf(20), framesOf(40_000)].flat(),
      offer: (bytes) => {
        const frame = decodeFrame(bytes);
        if (frame === null) return 'refused';
        takeRealtime(frame);
        const taken = assembler.take(frame);
        if (assembler.held > MAX_LINK_MESSAGE) return 'wrong';
        // A violation ends the link: the next frame comes over another.
        if (taken === 'violation') assembler = new MessageAssembler();
        return taken === 'violation' ? 'refused' : 'passed';
      },
    },
    {
      name: 'signaling, sealed',
      samples: publications,
      offer: async (bytes) => {
        const publication = parsePublication(text(bytes));
        const opened = publication === null ? null : await cipher.open(publication.data);
        if (parseSignalMessage(opened) === null) return 'refused';
        return sealed.includes(publication?.data ?? '') ? 'passed' : 'wrong';
      },
    },
    {
      name: 'signaling, opened',
      samples: signals,
      offer: (bytes) => {
        try {
          return parseSignalMessage(JSON.parse(text(bytes))) === null ? 'refused' : 'passed';
        } catch (cause) {
          if (cause instanceof SyntaxError) return 'refused';
          throw cause;
        }
      },
    },
  ];
}

function framesOf(length: number): readonly Uint8Array[] {
  const message = new Uint8Array(length).fill(7);
  const frames: Uint8Array[] = [];
  for (let offset = 0; offset < length;) {
    const { frame, next } = cutFrame(message, offset);
    frames.push(frame);
    offset = next;
  }
  return frames;
}

function shownDoors(names: readonly Uint8Array[]): readonly Door[] {
  const png = Uint8Array.of(
    137,
    80,
    78,
    71,
    13,
    10,
    26,
    10,
    0,
    0,
    0,
    13,
    73,
    72,
    68,
    82,
    0,
    0,
    1,
    0,
    0,
    0,
    1,
    0,
    8,
    6,
    0,
    0,
    0,
  );
  const jpeg = Uint8Array.of(
    255,
    216,
    255,
    224,
    0,
    16,
    74,
    70,
    73,
    70,
    0,
    1,
    1,
    0,
    0,
    1,
    0,
    1,
    0,
    0,
    255,
    192,
    0,
    11,
    8,
    1,
    0,
    1,
    0,
    1,
    1,
    17,
    0,
  );
  const gif = Uint8Array.of(71, 73, 70, 56, 57, 97, 16, 0, 16, 0, 0, 0, 0);
  return [
    {
      name: 'pictures',
      samples: [png, jpeg, gif],
      offer: (bytes) => {
        const header = readPictureHeader(bytes);
        if (!header.ok) return 'refused';
        return header.value.width > 0 && header.value.height > 0 ? 'passed' : 'wrong';
      },
    },
    {
      name: 'names',
      samples: [...names, utf8('Zoë \u202e\u0301👩🏽‍💻 مُحَمَّد')],
      // What is shown is clean: cleaning it again changes nothing, and it is one that might have been typed.
      offer: (bytes) => {
        const shown = displayName(text(bytes), 'fallback');
        const again = cleanName(shown);
        return again.ok && again.value === shown ? 'passed' : 'wrong';
      },
    },
  ];
}

function rowsDoor(name: string, rows: readonly object[], parse: (row: unknown, door: RowDoor) => unknown): Door {
  return {
    name,
    samples: rows.map((row) => encodeCanonical(row)),
    offer: (bytes) => {
      const decoded = decodeCanonical(bytes);
      const reports: string[] = [];
      const row = decoded.ok ? decoded.value : bytes;
      const record = parse(row, new RowDoor(({ key }) => void reports.push(key)));
      if (record !== null) return reports.length === 0 ? 'passed' : 'wrong';
      // What is not shown was reported, once; what is no row at all needs no report.
      const isRow = typeof row === 'object' && row !== null;
      return !isRow || reports.length === 1 ? 'refused' : 'wrong';
    },
  };
}

async function messagesOf({ store, attacker }: Victim): Promise<readonly object[]> {
  return must(await store.messages(attacker.space, { kind: 'latest', limit: 20 })).messages;
}

import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { verifySignature as verify } from '@adapters/webcrypto/verifySignature.ts';
import { packSigned, signValue } from '@domain/codec/signed.ts';
import { makeCard, readCard } from '@domain/contact/card.ts';
import { revokeDevice } from '@domain/device/revocation.ts';
import { certifyDevice } from '@domain/identity/certificate.ts';
import { makeInvite, readInvite } from '@domain/invite/invite.ts';
import { directSpace } from '@domain/space/space.ts';
import { ContactBook } from '@services/contacts/contactBook.ts';
import { EventJournal } from '@services/journal/eventJournal.ts';
import { type TestDevice, bytesOf, makeDevice, mutated, must } from '../../domain/support/devices.ts';

let [alice, bob, carol] = [] as unknown as [TestDevice, TestDevice, TestDevice];
let disk: MemoryDisk;
let store: MemoryDocumentStore;
let book: ContactBook;

const cardOf = (device: TestDevice, version: number, name = 'Bob', certificates = [device.signed]) =>
  makeCard(
    {
      device: device.keys.public.signing,
      certificates,
      profile: { name, avatar: { kind: 'generated' } },
      signaling: ['ws://x'],
      version,
    },
    (bytes) => device.keys.sign(bytes),
  );
let verified = 0;
async function openBook(): Promise<ContactBook> {
  store = new MemoryDocumentStore({ disk });
  must(await store.open(alice.certificate.account));
  const { account, device } = alice.certificate;
  const opened = new ContactBook({
    self: { account, device },
    store,
    journal: new EventJournal(createMemoryHost(), account),
    verify: (...question) => {
      verified += 1;
      return verify(...question);
    },
  });
  must(await opened.load());
  return opened;
}
const accountOf = (device: TestDevice) => device.certificate.account;
const known = (device = bob) => book.get(accountOf(device))?.record;

beforeEach(async () => {
  [alice, bob, carol] = await Promise.all([makeDevice(1), makeDevice(2), makeDevice(3)]);
  disk = new MemoryDisk();
  book = await openBook();
  must(await book.put(book.ofCard(must(await readCard(await cardOf(bob, 10), verify)), 5)));
});

describe('the contact book', () => {
  it('DEV-34 a contact who claims our device and takes it out ends no chain of ours', async () => {
    const { signing, agreement } = alice.certificate;
    const fields = { root: bob.root, signing, agreement, roles: ['chat' as const], at: 9 };
    const claim = await certifyDevice(fields, bob.signWithRoot);
    const out = { root: bob.root, by: null, keeps: [], cuts: [], at: 10 };
    const revocations = await Promise.all(
      [alice, carol].map((one) => revokeDevice({ ...out, device: one.certificate.device }, bob.signWithRoot)),
    );
    const theirs = await certifyDevice({ ...fields, ...carol.keys.public }, bob.signWithRoot);
    const card = await makeCard(
      {
        device: bob.certificate.signing,
        certificates: [bob.signed, claim, theirs],
        revocations,
        profile: { name: 'Bob', avatar: { kind: 'generated' } },
        signaling: [],
        version: 11,
      },
      (bytes) => bob.keys.sign(bytes),
    );
    expect(await book.takeCard(accountOf(bob), card)).toBe(true);
    const space = directSpace(accountOf(alice), accountOf(bob));
    expect(book.endOf(space, alice.certificate.device)).toBeNull();
    expect(book.endOf(space, carol.certificate.device)).toEqual({ seq: -1, id: null });
  });

  it('SPC-3 a chat is shared with a contact who accepted and is not blocked', async () => {
    const space = directSpace(accountOf(alice), accountOf(bob));
    expect(book.sharedWith(accountOf(bob))).toEqual([space]);
    expect(book.readersOf(space)).toEqual([accountOf(bob)]);
    for (const change of [{ blocked: true }, { blocked: false, state: 'requested' as const }]) {
      must(await book.change(accountOf(bob), change));
      expect(book.sharedWith(accountOf(bob))).toEqual([]);
      expect(book.readersOf(space)).toEqual([]);
    }
    expect(book.sharedWith(accountOf(carol))).toEqual([]);
    expect(book.readersOf(directSpace(accountOf(alice), accountOf(carol)))).toEqual([]);
  });

  it('SPC-3 only devices of the two may write, each for its own account', () => {
    const space = directSpace(accountOf(alice), accountOf(bob));
    expect(book.accountOf(space, alice.certificate.device)).toBe(accountOf(alice));
    expect(book.accountOf(space, bob.certificate.device)).toBe(accountOf(bob));
    expect(book.accountOf(space, carol.certificate.device)).toBeNull();
    expect(book.devicesOf(space)).toEqual([alice.certificate.device, bob.certificate.device]);
    expect(book.accountOf(directSpace(accountOf(bob), accountOf(carol)), bob.certificate.device)).toBeNull();
  });

  it('CRD-7 takes a newer card, keeps what was noted, and is told of no offence by an older one', async () => {
    must(await book.change(accountOf(bob), { remark: 'Bobby', verifiedAt: 3, tags: ['work'] }));
    expect(await book.takeCard(accountOf(bob), await cardOf(bob, 11, 'Robert'))).toBe(true);
    expect(known()).toMatchObject({
      cardVersion: 11,
      profile: { name: 'Robert' },
      remark: 'Bobby',
      verifiedAt: 3,
      tags: ['work'],
    });
    expect(await book.takeCard(accountOf(bob), await cardOf(bob, 10, 'Old'))).toBe(true);
    expect(await book.takeCard(accountOf(bob), await cardOf(bob, 11, 'Same'))).toBe(true);
    expect(known()?.profile.name).toBe('Robert');
  });

  it('PPL-5 takes the card it holds without checking it again, and no other', async () => {
    const card = await cardOf(bob, 10);
    verified = 0;
    expect([await book.takeCard(accountOf(bob), card), verified]).toEqual([true, 0]);
    expect(await book.takeCard(accountOf(carol), card)).toBe(false);
    expect(await book.takeCard(accountOf(bob), new Uint8Array())).toBe(false);
    expect([await book.takeCard(accountOf(bob), await cardOf(bob, 10, 'Other')), verified > 0]).toEqual([true, true]);
  });

  it('CRD-7 learns new devices from a newer card', async () => {
    const phone = await makeDevice(4, 2);
    const card = await cardOf(bob, 12, 'Bob', [bob.signed, phone.signed]);
    expect(await book.takeCard(accountOf(bob), card)).toBe(true);
    expect(known()?.devices).toEqual([bob.certificate.device, phone.certificate.device]);
    expect(
      book.accountOf(known()?.space ?? directSpace(accountOf(bob), accountOf(bob)), phone.certificate.device),
    ).toBe(accountOf(bob));
  });

  it('CRD-7 a card of another account, a forged one and garbage are offences and change nothing', async () => {
    const before = known();
    expect(await book.takeCard(accountOf(bob), await cardOf(carol, 99))).toBe(false);
    expect(await book.takeCard(accountOf(bob), mutated(await cardOf(bob, 99), [[40, 1]]))).toBe(false);
    expect(await book.takeCard(accountOf(bob), Uint8Array.of(1))).toBe(false);
    expect(known()).toBe(before);
  });

  it('CRD-7 a card of a later form, and a full disk here, are no offences', async () => {
    const later = packSigned(await signValue('contact-card', { v: 3 }, (bytes) => bob.keys.sign(bytes)));
    expect(await book.takeCard(accountOf(bob), later)).toBe(true);
    disk.writeFault = 'storage-full';
    expect(await book.takeCard(accountOf(bob), await cardOf(bob, 20, 'New'))).toBe(true);
    disk.writeFault = null;
    expect(known()?.profile.name).toBe('Bob');
    expect(await book.takeCard(accountOf(bob), await cardOf(bob, 20, 'New'))).toBe(true);
    expect(known()?.profile.name).toBe('New');
  });

  it('PPL-1 changes at once lose nothing of one another', async () => {
    await Promise.all([
      book.touch(accountOf(bob), 77),
      book.change(accountOf(bob), { blocked: true }),
      book.touch(accountOf(bob), 78),
      book.change(accountOf(bob), { remark: 'B' }),
      book.takeCard(accountOf(bob), await cardOf(bob, 30, 'New')),
    ]);
    const whole = { blocked: true, remark: 'B', lastSeenAt: 78, cardVersion: 30, profile: { name: 'New' } };
    expect(known()).toMatchObject(whole);
    expect(must(await store.contacts.get(accountOf(bob)))).toMatchObject(whole);
  });

  it('PPL-1 a removal is not undone by a note that was under way', async () => {
    await Promise.all([book.touch(accountOf(bob), 77), book.remove(accountOf(bob)), book.touch(accountOf(bob), 78)]);
    expect(known()).toBeUndefined();
    expect(must(await store.contacts.all())).toEqual([]);
    expect(must(await book.change(accountOf(bob), { remark: 'x' }))).toBe(false);
  });

  it('PPL-1 is the same after a restart, people known by invite alone included', async () => {
    const payload = await makeInvite(
      { certificate: carol.signed, name: 'Carol', token: bytesOf(16, 1), expires: 9, signaling: ['ws://c'] },
      (bytes) => carol.keys.sign(bytes),
    );
    must(await book.put(book.ofInvite(must(await readInvite(payload, verify)), 6)));
    const before = [...book.contacts.get().values()].map(({ record, signaling }) => ({ record, signaling }));
    book = await openBook();
    expect([...book.contacts.get().values()].map(({ record, signaling }) => ({ record, signaling }))).toEqual(before);
    expect(known(carol)).toMatchObject({ state: 'requested', request: 'sending', profile: { name: 'Carol' } });
  });

  it('PPL-1 a kept card that was damaged leaves its contact out, and no one else', async () => {
    must(await book.put(book.ofCard(must(await readCard(await cardOf(carol, 1, 'Carol'), verify)), 5)));
    const record = known();
    if (record === undefined) throw new Error('Bob is known');
    must(await store.contacts.put({ ...record, card: mutated(record.card, [[30, 1]]) }));
    book = await openBook();
    expect([...book.contacts.get().keys()]).toEqual([accountOf(carol)]);
  });
});

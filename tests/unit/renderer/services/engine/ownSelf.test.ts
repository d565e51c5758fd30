import { beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { verifySignature as verify } from '@adapters/webcrypto/verifySignature.ts';
import { makeCard, readCard } from '@domain/contact/card.ts';
import { familyOf, lastPlaceOf } from '@domain/device/family.ts';
import type { Revocation } from '@domain/device/revocation.ts';
import type { OutWords } from '@domain/link/messages.ts';
import { OwnSelf } from '@services/engine/ownSelf.ts';
import { ok, type Result } from '@shared/result.ts';
import type { DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { toBase64url } from '@shared/base64url.ts';
import { type Identity, openIdentity } from '@services/identity/identity.ts';
import { revokeOwnDevice } from '@services/devices/revoking.ts';
import type { ChainHead } from '@ports/documentStore.ts';
import { type TestDevice, bytesOf, codeOf, must } from '../../domain/support/devices.ts';
import { settle } from '../../../../support/shared/settle.ts';
import { type Member, firstDevice, junkBy, linkedBy, takeOut } from '../../domain/device/support.ts';

const profile = { name: 'Ann', avatar: { kind: 'generated' } } as const;

/** A vault whose writing can be held up. */
class SlowVault extends MemoryKeyVault {
  private onAsked: () => void = () => undefined;
  private gate: Promise<void> = Promise.resolve();

  /** From here on writing waits; `asked` is over when something waits. */
  hold(): { readonly asked: Promise<void>; readonly open: () => void } {
    const asked = new Promise<void>((resolve) => (this.onAsked = resolve));
    let open = (): void => undefined;
    this.gate = new Promise((resolve) => (open = resolve));
    return { asked, open };
  }

  override async keep(name: string, secret: Uint8Array): ReturnType<MemoryKeyVault['keep']> {
    this.onAsked();
    await this.gate;
    return super.keep(name, secret);
  }
}

let first: TestDevice;
let thief: Member;
let vault: SlowVault;
let own: OwnSelf;
let clock: FakeClock;
/** The start's comparison with the journal. */
let repair: Promise<unknown>;

beforeEach(async () => {
  clock = new FakeClock({ start: 1_900_000_000_000, settle });
  repair = Promise.resolve();
  first = await firstDevice();
  thief = await linkedBy(first, 31);
  vault = new SlowVault({ random: new SeededRandom(5) });
  const { certificate, keys } = first;
  const { account, device } = certificate;
  const papers = { certificates: [certificate], revocations: [] };
  const identity = { account, device, certificate, papers, keys, profile, profileAt: 1, signaling: [], meeting: [] };
  own = await OwnSelf.open({ vault, clock, verify }, identity);
  must(await own.learn({ certificates: [thief.certificate], revocations: [] }));
});

/** A card as the thief makes it. */
function cardOfThief(revocations: readonly Revocation[], version = 2, signaling: readonly string[] = []) {
  const certificates = [first.certificate.signed, thief.certificate.signed];
  const said = revocations.map(({ signed }) => signed);
  const device = thief.certificate.signing;
  return makeCard({ device, certificates, revocations: said, profile, signaling, version }, (bytes) =>
    thief.keys.sign(bytes),
  );
}

async function takeJunk(all: readonly Revocation[]): Promise<void> {
  for (let at = 0; at < all.length; at += 16)
    expect(await own.takeCard(await cardOfThief(all.slice(at, at + 16), 2 + at))).toBe(true);
}

function revoke(
  device: DeviceId,
  words: string | null,
  heads: readonly ChainHead[] = [],
): Promise<Result<void, { code: string; message: string }>> {
  const asRoot = async <T>(
    _: string,
    act: (root: { key: DeviceId; sign: (bytes: Uint8Array) => Promise<Uint8Array> }) => Promise<T>,
  ) => ok(await act({ key: toBase64url(first.root) as DeviceId, sign: first.signWithRoot }));
  const store = { allChainHeads: () => Promise.resolve(ok(heads)) };
  return revokeOwnDevice({ own, store, clock, verify, asRoot, replicator: { repair } }, device, words);
}

const spaceAt = (place: number) => toBase64url(bytesOf(32, 70_000 + place)) as SpaceId;

async function toldOfThief(): Promise<number> {
  const card = must(await readCard(own.card, verify));
  return card.revocations.filter(({ device }) => device === thief.certificate.device).length;
}

describe('what one device knows of its account', () => {
  it('DEV-28 a device is taken out while the card of another comes: neither undoes the other', async () => {
    const { asked, open } = vault.hold();
    const taken = own.takeCard(await cardOfThief([], 2, ['wss://elsewhere.example']));
    await asked;
    const learnt = own.learn({ certificates: [], revocations: [await takeOut(thief, first)] });
    open();
    expect([await taken, must(await learnt)]).toEqual([true, true]);
    expect(own.family.revoked.has(thief.certificate.device)).toBe(true);
    expect(own.identity.get().meeting).toEqual(['wss://elsewhere.example']);
  });

  it('DEV-28 a new name and new addresses at one time are both in the card', async () => {
    const renamed = own.change({ profile: { ...profile, name: 'Anna' } });
    await own.changeAddresses(['wss://here.example']);
    must(await renamed);
    expect(must(await readCard(own.card, verify))).toMatchObject({
      profile: { name: 'Anna' },
      signaling: ['wss://here.example'],
    });
  });
});

describe('where the chains of a device end that is taken out', () => {
  const headAt = (seq: number): ChainHead => ({
    space: spaceAt(0),
    device: thief.certificate.device,
    seq,
    id: toBase64url(bytesOf(32, seq)) as EventId,
    at: seq,
    floor: 0,
    floorPrev: null,
  });

  it.each([
    ['a device', null],
    ['the root', 'the words'],
  ])('DEV-79 is said by %s once the comparison with the journal has brought back what there is', async (_, words) => {
    const { device } = thief.certificate;
    let finish = (): void => undefined;
    repair = new Promise<void>((resolve) => (finish = resolve));
    const heads = [headAt(3)];
    const revoked = revoke(device, words, heads);
    await settle();
    expect(own.family.revoked.has(device)).toBe(false);
    heads[0] = headAt(9);
    finish();
    must(await revoked);
    expect(lastPlaceOf(own.family, spaceAt(0), device)).toBe(9);
  });

  it('DEV-79 is not said while the journal cannot be compared, and whoever asks hears why', async () => {
    const { device } = thief.certificate;
    repair = new Promise<void>(() => undefined);
    const revoked = revoke(device, null, [headAt(3)]);
    await clock.advance(10_000);
    expect(codeOf(await revoked)).toBe('chains-unsure');
    expect(own.family.revoked.has(device)).toBe(false);
  });
});

describe('a word that a device is out', () => {
  const rowOf = ({ signed }: Revocation): OutWords[number] => [signed.bytes, signed.signature];

  it('LNK-33 counts from an own device, and nothing forged, half or of another account does', async () => {
    const { account } = own.identity.get();
    const word = rowOf(await takeOut(thief, first));
    const stranger = await firstDevice(77);
    const foreign = rowOf(await takeOut(await linkedBy(stranger, 78), stranger));
    const forged: OutWords[number] = [word[0], word[1].map((byte) => 255 - byte)];
    const before = own.identity.get();
    expect(await own.takeRevocations(stranger.certificate.account, [word])).toBe(false);
    expect(await own.takeRevocations(account, [foreign])).toBe(false);
    expect(await own.takeRevocations(account, [word, forged])).toBe(false);
    expect(own.identity.get()).toBe(before);
    expect(await own.takeRevocations(account, [word])).toBe(true);
    expect(own.family.revoked.has(thief.certificate.device)).toBe(true);
  });
});

describe('a thief who says more than there is room for', () => {
  it('DEV-29 64 revocations of nobody keep neither the word of a device nor the root’s from counting', async () => {
    const { device } = thief.certificate;
    await takeJunk(await junkBy(thief, 64));
    must(await revoke(device, null));
    expect(own.family.revoked.has(device)).toBe(true);
    must(await revoke(device, 'the words'));
    const { revocations } = own.identity.get().papers;
    expect(revocations.map(({ by }) => by)).toEqual([null]);
  });

  it('DEV-29 a word of a device that does not count is not answered with success, and the root’s always counts', async () => {
    const { device } = thief.certificate;
    const many = await Promise.all(Array.from({ length: 9 }, (_, place) => linkedBy(thief, 300 + place)));
    must(await own.learn({ certificates: many.map(({ certificate }) => certificate), revocations: [] }));
    const words = many.flatMap((by) => many.map((one) => takeOut(one, by, { keeps: many, at: 7 })));
    await takeJunk((await Promise.all(words)).slice(0, 80));
    expect(codeOf(await revoke(device, null))).toBe('device-word-unheard');
    expect(own.family.revoked.has(device)).toBe(false);
    must(await revoke(device, 'the words'));
    expect(own.family.revoked.has(device)).toBe(true);
    expect(own.family.revoked.has(first.certificate.device)).toBe(false);
  });

  it.each([
    ['a device', null],
    ['the root', 'the words'],
  ])('DEV-29 16 revocations dated in the future keep the word of %s out of no card', async (_, words) => {
    await takeJunk(await junkBy(thief, 16, { at: 4_000_000_000_000 }));
    must(await revoke(thief.certificate.device, words));
    expect(await toldOfThief()).toBe(1);
  });

  it('DEV-29 a card that would be too large keeps the word of the root', async () => {
    const cuts = Array.from({ length: 1000 }, (_, place) => [spaceAt(place), 1] as const);
    const guests = await Promise.all([41, 42, 43, 44].map((seed) => linkedBy(first, seed)));
    for (const guest of guests) {
      const learnt = {
        certificates: [guest.certificate],
        revocations: [await takeOut(guest, first, { cuts, at: 4e12 })],
      };
      must(await own.learn(learnt));
    }
    must(await revoke(thief.certificate.device, 'the words'));
    expect(await toldOfThief()).toBe(1);
    expect(must(await readCard(own.card, verify)).revocations.length).toBeLessThan(5);
  });
});

describe('more papers than there is room for under one name of the vault', () => {
  const many = Array.from({ length: 1000 }, (_, place) => [spaceAt(place), 1] as const);

  async function reopened(): Promise<Identity> {
    const random = new SeededRandom(6);
    return must(await openIdentity({ vault, verify, random, clock: new FakeClock() })) ?? expect.unreachable();
  }

  it('DEV-30 a thief who fills it takes no place from what is said of a device, and all is there after a restart', async () => {
    const { device } = thief.certificate;
    const keys = { openDevice: () => Promise.resolve(ok(first.keys)) };
    Object.assign(vault, keys);
    for (const junk of await junkBy(thief, 6, { cuts: many })) await takeJunk([junk]);
    expect(own.identity.get().papers.revocations).toHaveLength(6);
    const heads = Array.from({ length: 300 }, (_, seq) => ({
      space: spaceAt(seq),
      device,
      seq,
      id: toBase64url(bytesOf(32, seq)) as EventId,
      at: seq,
      floor: 0,
      floorPrev: null,
    }));
    must(await revoke(device, null, heads));
    const { papers } = await reopened();
    expect(papers).toEqual(own.identity.get().papers);
    expect(papers.revocations).toHaveLength(7);
    const family = familyOf(papers);
    expect(heads.map(({ space }) => lastPlaceOf(family, space, device))).toEqual(heads.map(({ seq }) => seq));
    must(await revoke(device, 'the words', heads));
    expect((await reopened()).papers.revocations.map(({ by, cuts }) => [by, cuts.size])).toEqual([[null, 300]]);
  });
});

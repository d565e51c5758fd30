import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import { packSigned, signValue } from '@domain/codec/signed.ts';
import { deviceOfKey } from '@domain/identity/account.ts';
import { idBytes } from '@domain/event/codec.ts';
import {
  MAX_PASS_BYTES,
  PASS_LIFE,
  type Pass,
  isBetter,
  isGood,
  isSignedBy,
  makePass,
  readPass,
} from '@domain/moments/pass.ts';
import { textPost } from '@domain/feed/post.ts';
import { encodeStory, readStory } from '@domain/moments/story.ts';
import { type MomentWord, blindedId, encodeMomentWord, readMomentWord, splitHeld } from '@domain/moments/words.ts';
import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { alice, bob, idOf } from '../../../../support/shared/storeFixtures.ts';

async function keysOf(seed: number) {
  const made = await new MemoryKeyVault({ random: new SeededRandom(seed) }).createDevice();
  if (!made.ok) throw new Error('no keys');
  return { keys: made.value, device: deviceOfKey(made.value.public.signing), signing: made.value.public.signing };
}

const nonce = new Uint8Array(16).fill(7);
const secret = new Uint8Array(16).fill(8);

async function aPass(change: Partial<Pass> = {}) {
  const owner = await keysOf(1);
  const fields = {
    kind: 'base' as const,
    nonce,
    owner: alice,
    reader: bob,
    device: owner.device,
    epoch: 3,
    secret,
    at: 1000,
    from: 0,
  };
  return { owner, pass: await makePass({ ...fields, ...change }, (bytes) => owner.keys.sign(bytes)) };
}

describe('a pass', () => {
  it('VIS-3 is read as it was made, and was signed by one device of its owner', async () => {
    const { owner, pass } = await aPass();
    expect(readPass(pass.packed)).toEqual({ ok: true, value: pass });
    expect(pass.packed.length).toBeLessThan(MAX_PASS_BYTES);
    expect(pass.until).toBe(1000 + PASS_LIFE);
    const other = await keysOf(2);
    expect(await isSignedBy(pass, [other, owner], verifySignature)).toBe(true);
    expect(await isSignedBy(pass, [other], verifySignature)).toBe(false);
    // Signed by another key under the same name.
    expect(await isSignedBy(pass, [{ ...other, device: owner.device }], verifySignature)).toBe(false);
  });

  it('VIS-17 says from which place on it gives, and is read in one form only', async () => {
    const { owner, pass } = await aPass({ from: 12 });
    expect(readPass(pass.packed)).toEqual({ ok: true, value: pass });
    expect(pass.from).toBe(12);
    expect(pass.packed.length).toBeLessThan(MAX_PASS_BYTES);
    const whole = await aPass({ from: 0 });
    expect(whole.pass.packed.length).toBeLessThan(pass.packed.length);
    const ids = { owner: idBytes(alice), reader: idBytes(bob), device: idBytes(owner.device) };
    for (const from of [0, -1, 1.5, 'all']) {
      const fields = { v: 1, kind: 'base', nonce, ...ids, epoch: 0, secret, at: 5, until: 6, from };
      const signed = await signValue('moments-pass', fields, (bytes) => owner.keys.sign(bytes));
      expect(readPass(packSigned(signed)).ok, String(from)).toBe(false);
    }
  });

  it('VIS-3 any change of a byte makes it another, or none', async () => {
    const { owner, pass } = await aPass();
    await fc.assert(
      fc.asyncProperty(fc.nat(pass.packed.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const bytes = pass.packed.slice();
        bytes[at] = (bytes[at] ?? 0) ^ by;
        const read = readPass(bytes);
        expect(read.ok && (await isSignedBy(read.value, [owner], verifySignature))).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it('VIS-3 has one form, no more fields, and holds for no longer than it may', async () => {
    const { owner } = await aPass();
    const ids = { owner: idBytes(alice), reader: idBytes(bob), device: idBytes(owner.device) };
    const fields = { v: 1, kind: 'base', nonce, ...ids, epoch: 0, secret, at: 5, until: 6 };
    const packed = async (value: unknown) =>
      readPass(packSigned(await signValue('moments-pass', value, (bytes) => owner.keys.sign(bytes)))).ok;
    expect(await packed(fields)).toBe(true);
    for (const change of [
      { until: 5 },
      { until: 6 + PASS_LIFE },
      { v: 2 },
      { kind: 'all' },
      { nonce: new Uint8Array(15) },
      { secret: new Uint8Array(15) },
      { epoch: -1 },
      { more: 1 },
    ])
      expect(await packed({ ...fields, ...change })).toBe(false);
    expect(readPass(new Uint8Array(MAX_PASS_BYTES + 1)).ok).toBe(false);
    expect(readPass(encodeCanonical([1, 2])).ok).toBe(false);
  });

  it('VIS-9 is worth something up to its end, and up to the next epoch', async () => {
    const { pass } = await aPass();
    expect(isGood(pass, 3, pass.until - 1)).toBe(true);
    expect(isGood(pass, 3, pass.until)).toBe(false);
    expect(isGood(pass, 4, 2000)).toBe(false);
    const later = { ...pass, until: pass.until + 24 * 3_600_000 };
    expect(isBetter(later, pass, 3)).toBe(true);
    expect(isBetter({ ...later, until: later.until - 1 }, pass, 3)).toBe(false);
    expect(isBetter({ ...pass, epoch: 4 }, pass, 3)).toBe(true);
    expect(isBetter({ ...later, epoch: 2 }, pass, 3)).toBe(false);
    expect(isBetter(later, pass, 4)).toBe(false);
  });
});

const some32 = fc.uint8Array({ minLength: 32, maxLength: 32 });
const id = some32.map((bytes) => Buffer.from(bytes).toString('base64url'));
const word: fc.Arbitrary<MomentWord> = fc.oneof(
  fc.record({
    t: fc.constantFrom('give' as const, 'show' as const),
    passes: fc.array(fc.uint8Array({ maxLength: 300 })),
  }),
  fc.record({ t: fc.constant('hold' as const), ids: fc.uint8Array({ minLength: 16, maxLength: 16 }) }),
  fc.record({
    t: fc.constant('aside' as const),
    spaces: fc.array(
      fc.record({ circle: id, reader: id, what: fc.constantFrom('remarks', 'whispers') }),
    ) as fc.Arbitrary<never[]>,
  }),
);

describe('words about circles', () => {
  it('LNK-13 are read as they were said', () => {
    fc.assert(
      fc.property(word, (said) => {
        expect(readMomentWord(encodeMomentWord(said))).toEqual(said);
      }),
    );
  });

  it('LNK-13 what is no word is none; a word of a later version is passed over', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => void readMomentWord(bytes)));
    expect(readMomentWord(Uint8Array.of(1, 2))).toBeNull();
    expect(readMomentWord(encodeCanonical({ t: 'later', any: 1 }))).toBe('unknown');
    expect(readMomentWord(encodeCanonical({ t: 'give', passes: [1] }))).toBeNull();
    expect(readMomentWord(encodeCanonical({ t: 'hold', ids: new Uint8Array(9) }))).toBeNull();
  });

  it('VIS-5 a blinded id is the same for both ends, and another for each circle, secret and pair', () => {
    const [one, two, three] = ['one', 'two', 'three'].map((name) => idOf<DeviceId>(name)) as [
      DeviceId,
      DeviceId,
      DeviceId,
    ];
    const circle = idOf<SpaceId>('circle');
    const blinded = blindedId({ circle, secret }, one, two);
    expect(blindedId({ circle, secret }, two, one)).toBe(blinded);
    const others = [
      blindedId({ circle, secret: nonce }, one, two),
      blindedId({ circle: idOf<SpaceId>('other'), secret }, one, two),
      blindedId({ circle, secret }, one, three),
    ];
    expect(new Set([blinded, ...others]).size).toBe(4);
    expect(splitHeld(Uint8Array.from(Buffer.from(blinded, 'base64url')))).toEqual(new Set([blinded]));
  });
});

describe('a story', () => {
  it('VIS-8 is read as it was written, and nothing else is one', () => {
    expect(readStory(encodeStory(textPost('Today')))).toEqual(textPost('Today'));
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => readStory(bytes) === null));
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { MemoryKeyDisk, MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { joinBytes } from '@domain/codec/bytes.ts';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import { packSigned, signValue } from '@domain/codec/signed.ts';
import { deviceOfKey } from '@domain/identity/account.ts';
import { type MailWord, readBundle, writeBundle } from '@domain/mailbox/bundle.ts';
import { KEPT_DAYS, TERM, mailboxKey, mailboxName, termOf, termsToRead } from '@domain/mailbox/names.ts';
import { MAX_BUNDLE_CONTENT, ephemeralOf, openBundle, sealBundle } from '@domain/mailbox/seal.ts';
import { BUNDLE_SIZES } from '@shared/mailbox/limits.ts';
import { toBase64url } from '@shared/base64url.ts';
import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { boxOfKey } from '../../../../../src/main/services/mailbox/receipts.ts';

const fixed = (length = 32) => fc.uint8Array({ minLength: length, maxLength: length });
const device = fixed().map((bytes) => toBase64url(bytes) as DeviceId);
const NOW = 1_790_000_000_000;

async function keysOf(seed: number) {
  const vault = new MemoryKeyVault({ random: new SeededRandom(seed), disk: new MemoryKeyDisk() });
  const keys = await vault.createDevice();
  if (!keys.ok) throw new Error(keys.error.message);
  return { keys: keys.value, device: deviceOfKey(keys.value.public.signing) };
}

describe('MBX-1 the names of mailboxes', () => {
  it('MBX-1 MBX-2 differ for each pair, way and term, and are the same at both ends', () => {
    fc.assert(
      fc.property(fixed(), fixed(), device, device, fc.nat({ max: 4000 }), (shared, other, from, to, term) => {
        fc.pre(from !== to && toBase64url(shared) !== toBase64url(other));
        const key = mailboxKey(shared, { from, to }, term);
        expect(mailboxKey(shared.slice(), { from, to }, term)).toEqual(key);
        const names = [
          key,
          mailboxKey(shared, { from: to, to: from }, term),
          mailboxKey(shared, { from, to }, term + 1),
          mailboxKey(other, { from, to }, term),
        ].map(mailboxName);
        expect(new Set([...names, toBase64url(key)]).size).toBe(5);
      }),
    );
  });

  it('MBX-2 a service comes to the name of a key as devices do', () => {
    fc.assert(
      fc.property(fixed(), (key) => {
        expect(boxOfKey(toBase64url(key))).toBe(mailboxName(key));
      }),
    );
  });

  it('MBX-3 looks wherever something that is still kept can have been put, by a clock that is a day off at most', () => {
    const day = 24 * 3_600_000;
    fc.assert(
      fc.property(
        fc.nat({ max: KEPT_DAYS * day }),
        fc.integer({ min: -day, max: day }),
        fc.nat({ max: 3 * TERM }),
        (age, off, at) => {
          const now = NOW + at;
          // Named by the sender's clock; a bundle is put before it is looked for, by the service's.
          expect(termsToRead(now)).toContain(termOf(now - age + off));
        },
      ),
    );
  });
});

describe('MBX-4 sealing', () => {
  it('MBX-4 MBX-5 opens to what was sealed, at one of four lengths, and for nobody else', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 9000 }),
        fixed(),
        fixed(),
        fixed(),
        fc.nat(),
        (content, shared, ephemeral, recipient, place) => {
          const seal = { shared, ephemeral, recipient };
          const bundle = sealBundle(content, seal);
          expect(BUNDLE_SIZES).toContain(bundle.length);
          expect(ephemeralOf(bundle)).toEqual(ephemeral);
          expect(openBundle(bundle, seal)).toEqual({ ok: true, value: content });
          const changed = bundle.slice();
          const at = place % bundle.length;
          changed[at] = (changed[at] ?? 0) ^ 1;
          expect(openBundle(changed, seal).ok).toBe(false);
          const others = { ...seal, shared: shared.map((byte) => byte ^ 255) };
          expect(openBundle(bundle, others).ok).toBe(false);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('MBX-5 takes what just fits, and no more', () => {
    const seal = { shared: new Uint8Array(32), ephemeral: new Uint8Array(32), recipient: new Uint8Array(32) };
    expect(sealBundle(new Uint8Array(MAX_BUNDLE_CONTENT), seal)).toHaveLength(131_072);
    expect(() => sealBundle(new Uint8Array(MAX_BUNDLE_CONTENT + 1), seal)).toThrow(RangeError);
    for (const [size, next] of [
      [2048, 8192],
      [8192, 32_768],
    ] as const) {
      const room = size - (131_072 - MAX_BUNDLE_CONTENT);
      expect([
        sealBundle(new Uint8Array(room), seal).length,
        sealBundle(new Uint8Array(room + 1), seal).length,
      ]).toEqual([size, next]);
    }
  });

  it('MBX-5 no other length and no later form is a bundle, and nothing throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), fixed(), (bytes, key) => {
        expect(openBundle(bytes, { shared: key, ephemeral: key, recipient: key }).ok).toBe(false);
      }),
    );
    const later = new Uint8Array(2048);
    later[0] = 2;
    expect(ephemeralOf(later)).toBeNull();
  });
});

describe('MBX-6 what is in a bundle', () => {
  const space = toBase64url(new Uint8Array(32).fill(9)) as SpaceId;
  const words: readonly MailWord[] = [
    { t: 'event', payload: new Uint8Array(100).fill(3) },
    { t: 'ack', space, chains: [[toBase64url(new Uint8Array(32).fill(4)) as DeviceId, 7]] },
  ];
  const content = { id: new Uint8Array(16).fill(5), at: NOW, until: NOW + TERM, words };

  it('MBX-6 MBX-7 is read as it was written by whom it is from, at whom it is for, and by nobody between others', async () => {
    const [ann, bo, eve] = [await keysOf(1), await keysOf(2), await keysOf(3)];
    const way = { from: ann.device, to: bo.device };
    const packed = await writeBundle(way, content, (bytes) => ann.keys.sign(bytes));
    const reading = { ...way, now: NOW, verify: verifySignature };
    expect(await readBundle(packed, reading)).toEqual({
      ok: true,
      value: { id: toBase64url(content.id), at: NOW, until: NOW + TERM, words },
    });
    for (const other of [
      { from: eve.device, to: bo.device },
      { from: ann.device, to: eve.device },
    ]) {
      const read = await readBundle(packed, { ...reading, ...other });
      expect(!read.ok && read.error.code).toBe('bundle-forged');
    }
    const forged = await writeBundle(way, content, (bytes) => eve.keys.sign(bytes));
    const read = await readBundle(forged, reading);
    expect(!read.ok && read.error.code).toBe('bundle-forged');
  });

  it('MBX-9 is not read when it is over, from a future, or said to last longer than any', async () => {
    const ann = await keysOf(1);
    const to = deviceOfKey(new Uint8Array(32).fill(8));
    const codeAt = async (at: number, until: number) => {
      const packed = await writeBundle({ from: ann.device, to }, { ...content, at, until }, (bytes) =>
        ann.keys.sign(bytes),
      );
      const read = await readBundle(packed, { from: ann.device, to, now: NOW, verify: verifySignature });
      return read.ok ? 'read' : read.error.code;
    };
    const day = 24 * 3_600_000;
    expect(await codeAt(NOW - 10 * day, NOW - 2 * day)).toBe('bundle-expired');
    expect(await codeAt(NOW + 2 * day, NOW + 3 * day)).toBe('bundle-early');
    expect(await codeAt(NOW, NOW + 31 * day)).toBe('bundle-malformed');
    expect(await codeAt(NOW - 29 * day, NOW + day)).toBe('read');
  });

  it('MBX-8 carries events, acknowledgements, cards and words of groups; anything else makes it none', async () => {
    const ann = await keysOf(1);
    const to = deviceOfKey(new Uint8Array(32).fill(8));
    const read = async (encoded: readonly Uint8Array[]) => {
      const { id, at, until } = content;
      const value = {
        v: 1,
        id,
        from: ann.keys.public.signing,
        to: new Uint8Array(32).fill(8),
        at,
        until,
        words: encoded,
      };
      const packed = packSigned(await signValue('mailbox-bundle', value, (bytes) => ann.keys.sign(bytes)));
      const outcome = await readBundle(packed, { from: ann.device, to, now: NOW, verify: verifySignature });
      return outcome.ok ? outcome.value.words.length : outcome.error.code;
    };
    const event = encodeCanonical({ t: 'event', payload: new Uint8Array(80) });
    expect(await read([event])).toBe(1);
    expect(await read([event, encodeCanonical({ t: 'of-a-later-version', more: 1 })])).toBe(1);
    expect(await read([encodeCanonical({ t: 'digests', spaces: [] })])).toBe('bundle-malformed');
    expect(await read([encodeCanonical({ t: 'knock', nonce: new Uint8Array(16) })])).toBe('bundle-malformed');
    expect(await read([joinBytes(event, event)])).toBe('bundle-malformed');
    expect(await read(Array.from({ length: 513 }, () => event))).toBe('bundle-malformed');
  });

  it('MBX-6 reading never throws, whatever the bytes', async () => {
    const ids = { from: deviceOfKey(new Uint8Array(32)), to: deviceOfKey(new Uint8Array(32)) };
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), async (bytes) => {
        expect((await readBundle(bytes, { ...ids, now: NOW, verify: verifySignature })).ok).toBe(false);
      }),
    );
  });
});

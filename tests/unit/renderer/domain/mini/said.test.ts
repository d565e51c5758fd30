import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountId, EventId } from '@shared/ids.ts';
import { LABEL, originLabel, programAddress } from '@domain/mini/address.ts';
import { addedPermissions, decide, withGrant } from '@domain/mini/permission.ts';
import { type SaidText, newerText, notifyText } from '@domain/mini/said.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

describe('what was said last', () => {
  it('MIN-7 the same text holds whatever order they come in', () => {
    const texts = fc.array(
      fc.record({ text: fc.string(), at: fc.nat(3), event: fc.nat(5).map((n) => idOf<EventId>(`e${n}`)) }),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(texts, (said) => {
        const unique = [...new Map(said.map((text) => [`${text.event}:${text.at}`, text])).values()];
        const last = (list: readonly SaidText[]) => list.reduce<SaidText | null>(newerText, null);
        expect(last(unique)).toEqual(last(unique.toReversed()));
      }),
    );
    expect(newerText(null, null)).toBeNull();
    const old = { text: 'old', at: 1, event: idOf<EventId>('z') };
    expect(newerText(old, { ...old, text: 'new', at: 2 })?.text).toBe('new');
  });

  it.each([
    [{ me: 'hello', '*': 'all' }, {}, 'hello'],
    [{ '*': 'all' }, {}, 'all'],
    [{ me: 'hello', '*': 'all' }, { own: true }, null],
    [{ other: 'x' }, {}, null],
    [{}, { selfAddr: 'toString' }, null],
  ])('MIN-11 %j with %j notifies with %j', (notify, change, text) => {
    expect(notifyText(notify, { selfAddr: 'me', own: false, ...change })).toBe(text);
  });
});

describe('addresses and labels', () => {
  it('MIN-6 an address is stable, and another for each person and each instance', () => {
    const [ann, ben] = [idOf<AccountId>('ann'), idOf<AccountId>('ben')];
    const [one, two] = [idOf<EventId>('one'), idOf<EventId>('two')];
    expect(programAddress(ann, one)).toBe(programAddress(ann, one));
    const all = [ann, ben].flatMap((account) => [one, two].map((card) => programAddress(account, card)));
    expect(new Set(all).size).toBe(4);
    for (const address of all) expect(address).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it('MIN-12 a label holds every bit of its bytes', () => {
    expect(originLabel(new Uint8Array(16))).toBe('a'.repeat(26));
    expect(originLabel(new Uint8Array(16).fill(255))).toBe(`${'7'.repeat(25)}4`);
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        const label = originLabel(bytes);
        expect(label).toMatch(LABEL);
        const bits = [...label]
          .map((c) => 'abcdefghijklmnopqrstuvwxyz234567'.indexOf(c).toString(2).padStart(5, '0'))
          .join('');
        expect(bits.slice(0, 128)).toBe([...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join(''));
      }),
    );
    expect(() => originLabel(new Uint8Array(15))).toThrow(TypeError);
  });
});

describe('permissions', () => {
  const declared = { permissions: ['profile', 'net'], net: ['a.example'] } as const;
  const yes = { permission: 'net', granted: true, hosts: ['a.example'], at: 1 } as const;

  it('MIN-13 asks once, remembers, and never gives what was not declared', () => {
    expect(decide(declared, [], 'pay')).toBe('not-declared');
    expect(decide(declared, [{ ...yes, permission: 'pay' }], 'pay')).toBe('not-declared');
    expect(decide(declared, [], 'profile')).toBe('ask');
    expect(decide(declared, [{ ...yes, permission: 'profile' }], 'profile')).toBe('granted');
    expect(decide(declared, [{ ...yes, permission: 'profile', granted: false }], 'profile')).toBe('denied');
    expect(decide({ permissions: ['net'], net: [] }, [yes], 'net')).toBe('not-declared');
  });

  it('MIN-13 a yes to hosts covers these hosts, a no stays a no', () => {
    const more = { ...declared, net: ['a.example', 'b.example'] };
    expect(decide(declared, [yes], 'net')).toBe('granted');
    expect(decide(more, [yes], 'net')).toBe('ask');
    expect(decide(more, [{ ...yes, granted: false }], 'net')).toBe('denied');
    const again = withGrant([yes], { ...yes, granted: false, at: 2 });
    expect(again).toHaveLength(1);
    expect(decide(declared, again, 'net')).toBe('denied');
  });

  it('MIN-14 says what a newer package asks for in addition', () => {
    const next = { permissions: ['net', 'pay'], net: ['a.example', 'b.example'] } as const;
    expect(addedPermissions(declared, next)).toEqual({ permissions: ['pay'], hosts: ['b.example'] });
    expect(addedPermissions(declared, declared)).toEqual({ permissions: [], hosts: [] });
  });
});

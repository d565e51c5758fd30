import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageRecordSchema } from '@domain/chat/message.ts';
import { plainWords } from '@domain/chat/plainWords.ts';
import { projectEvent } from '@domain/chat/project.ts';
import {
  MAX_CARD_NOTE,
  MAX_CARD_PARTS,
  type NewWalletCard,
  WALLET_CARD_KIND,
  encodeWalletCard,
  readWalletCard,
} from '@domain/chat/walletCard.ts';
import { decodeCanonical, encodeCanonical } from '@domain/codec/canonical.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import type { AccountId, EventId } from '@shared/ids.ts';
import * as v from 'valibot';
import { Chain, alice, bob, chat, idOf } from '../../../../support/shared/storeFixtures.ts';

// Any 32 bytes are an id.
const record = (name: string) => idOf<EventId>(`record ${name}`) as string as RecordId;
const payment: NewWalletCard = { about: 'payment', records: [record('one')], note: 'lunch' };
const shares = [
  { account: alice, amount: 1250, request: null },
  { account: bob, amount: 1249, request: record('one') },
];
const split: NewWalletCard = {
  about: 'split',
  records: [record('one')],
  note: '',
  split: { code: 'EUR', decimals: 2, shares },
};
const wireOf = (card: NewWalletCard) => encodeWalletCard(card) ?? expect.fail('no card');
const project = (body: unknown) =>
  projectEvent(new Chain(bob, 'device', chat).next({ at: 1, kind: WALLET_CARD_KIND, body }), alice);
/** As it comes: the very bytes of an event's body. */
const sent = (body: unknown) => {
  const decoded = decodeCanonical(encodeCanonical(body));
  return decoded.ok ? decoded.value : expect.fail(decoded.error.message);
};

describe('a wallet card', () => {
  it('CHT-30 arrives as it was written, and fits the row that is kept', () => {
    const projection = project(sent(wireOf({ ...payment, to: [alice] })));
    expect(projection).toMatchObject({
      kind: 'message',
      message: { body: { kind: 'wallet', card: { ...payment, to: [alice], split: null } } },
    });
    if (projection.kind !== 'message') return expect.fail('no message');
    expect(v.is(messageRecordSchema, projection.message)).toBe(true);
    expect(plainWords(projection.message.body)).toBe('🪙 lunch');
  });

  it('CHT-31 carries what a split comes to for everybody in the conversation', () => {
    expect(readWalletCard(sent(wireOf(split)))).toEqual({ ...split, to: [] });
  });

  it('CHT-30 is unsupported where it is about something this version does not know', () => {
    const newer = { about: 'lottery', anything: [1, 2] };
    expect(project(newer)).toMatchObject({ kind: 'message', message: { body: { kind: 'unsupported' } } });
  });

  it('CHT-30 cleans the note, and cleaning once more changes nothing', () => {
    const wire = { ...wireOf(payment), note: `for \u202eyou\n${'x'.repeat(20)}\u200b ` };
    const read = readWalletCard(wire);
    expect(read).toMatchObject({ note: `for you ${'x'.repeat(20)}` });
    expect(encodeWalletCard({ ...payment, note: 'x'.repeat(MAX_CARD_NOTE + 50) })).toMatchObject({
      note: 'x'.repeat(MAX_CARD_NOTE),
    });
  });

  it.each([
    ['no record', { ...wireOf(payment), records: [] }],
    ['a record twice', { ...wireOf(payment), records: [1, 2].map(() => new Uint8Array(32)) }],
    ['a short id', { ...wireOf(payment), records: [new Uint8Array(31)] }],
    ['too long a note', { ...wireOf(payment), note: 'x'.repeat(MAX_CARD_NOTE + 1) }],
    ['a field more', { ...wireOf(payment), amount: 5 }],
    ['a split without shares', { ...wireOf(payment), about: 'split' }],
    ['shares without a split', { ...wireOf(split), about: 'payment' }],
    ['nothing', null],
    ['a list', [1]],
  ])('CHT-30 is nothing with %s', (_, body) => {
    expect(project(body)).toEqual({ kind: 'nothing' });
  });

  it.each([
    ['an amount of nothing', [{ ...shares[1], amount: 0 }]],
    ['a fraction', [{ ...shares[1], amount: 0.5 }]],
    ['an amount beyond a record', [{ ...shares[1], amount: 1e15 }]],
    ['one person twice', [shares[1], { ...shares[0], account: bob }]],
    ['a request the card does not name', [shares[0], { ...shares[1], request: record('two') }]],
    ['one request for two', [shares[1], { ...shares[0], request: record('one') }]],
    ['no request at all', [shares[0]]],
    ['a sum beyond an amount', [shares[0], shares[1]].map((share) => ({ ...share, amount: 999_999_999_999_999 }))],
    [
      'too many',
      Array.from({ length: MAX_CARD_PARTS + 1 }, (_, place) => ({
        account: idOf<AccountId>(`guest ${place}`),
        amount: 1,
        request: place === 0 ? record('one') : null,
      })),
    ],
  ])('CHT-31 cannot be written with %s', (_, wrong) => {
    // What does not fit by type either is what this is about.
    const card = { ...split, split: { code: 'EUR', decimals: 2, shares: wrong } } as NewWalletCard;
    expect(encodeWalletCard(card)).toBeNull();
  });

  it('CHT-30 whatever comes is a card that can be written again, unsupported or nothing', () => {
    const bytes = fc.uint8Array({ minLength: 31, maxLength: 33 });
    const anyShare = fc.record({ account: bytes, amount: fc.anything(), request: fc.option(bytes) });
    const anyBody = fc.record(
      {
        about: fc.oneof(fc.constantFrom('payment', 'request', 'split', 'packet', 'later'), fc.anything()),
        records: fc.oneof(fc.array(bytes, { maxLength: 3 }), fc.anything()),
        note: fc.oneof(fc.string({ unit: 'binary' }), fc.anything()),
        to: fc.oneof(fc.array(bytes, { maxLength: 3 }), fc.anything()),
        split: fc.oneof(
          fc.constant(null),
          fc.record({ code: fc.constant('EUR'), decimals: fc.constant(2), shares: fc.array(anyShare) }),
        ),
      },
      { requiredKeys: [] },
    );
    // Made of anything at all, hardly a body is a card: one of whole cards with one part changed often is.
    const whole = fc.constantFrom(payment, split).map((card) => Object.entries(wireOf(card)));
    const changed = fc.tuple(whole, anyBody, fc.nat()).map(([entries, other, at]) =>
      Object.fromEntries([
        ...entries,
        ...Object.entries(other)
          .slice(at % 5)
          .slice(0, 1),
      ]),
    );
    let cards = 0;
    fc.assert(
      fc.property(fc.oneof(anyBody, changed), (body) => {
        const card = readWalletCard(body);
        if (card === null || card === 'newer') return true;
        cards += 1;
        expect(readWalletCard(encodeWalletCard(card))).toEqual(card);
        return true;
      }),
      { numRuns: 3000, examples: [[wireOf(payment)], [wireOf(split)]] },
    );
    expect(cards).toBeGreaterThan(100);
  });
});

import encodeQR from 'qr';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import { kindOfText } from '@domain/paycode/codeKind.ts';
import { HANDLE_LIFETIME, OneTimeHandles } from '@domain/paycode/oneTimeHandles.ts';
import { MAX_CODE_LENGTH } from '@domain/paycode/codeLimits.ts';
import { payeeCode, payerCode, readPayCode, recordCode } from '@domain/paycode/payCode.ts';
import { holderOf } from '@domain/wallet/ids.ts';
import type { VerifiedOf } from '@domain/wallet/record.ts';
import { toBase64url } from '@shared/base64url.ts';
import { bytesOf, codeOf, must } from '../support/devices.ts';
import { type Person, deviceOf } from '../wallet/support/people.ts';
import { realPerson } from '../wallet/support/realPeople.ts';
import { DAY, START, type TestUnit, found, make, pay } from '../wallet/support/records.ts';

let [ana, ben, cleo]: Person[] = [];
let unit: TestUnit;
let request: VerifiedOf<'request'>;
let transfer: VerifiedOf<'transfer'>;

const someone = (person: Person | undefined): Person => {
  if (person === undefined) throw new Error('nobody');
  return person;
};
const certificateOf = (person: Person | undefined) => deviceOf(someone(person)).certificate.signed;
const read = (code: string) => readPayCode(code, verifySignature);
const codeFor = (value: unknown) => `banyan://pay#${toBase64url(encodeCanonical(value))}`;
const versionOf = (code: string) => (encodeQR(code, 'raw', { ecc: 'low', border: 1 }).length - 19) / 4;

beforeAll(async () => {
  [ana, ben, cleo] = [await realPerson('Ana', 1), await realPerson('Ben', 2), await realPerson('Cleo', 3)];
  unit = await found(ana);
  const body = {
    payee: holderOf(ana.account),
    units: [unit.id],
    decimals: 2,
    amount: 700n,
    memo: 'Table 4',
    until: START + DAY,
    single: true,
  };
  request = await make('request', body, deviceOf(ana));
  transfer = await pay(unit, [ben, ana], 700n, { req: request.id });
});

describe('a code', () => {
  it('PAY-1 PAY-3 of a payee is read back, open or fixed', async () => {
    const to = holderOf(someone(ana).account);
    for (const payee of [
      { to, memo: '' },
      { to, unit: unit.id, memo: 'Coffee ☕' },
      { to, unit: unit.id, amount: 250n, memo: '' },
    ]) {
      expect(must(await read(must(payeeCode(payee))))).toEqual({ kind: 'payee', payee });
    }
    await fc.assert(
      fc.asyncProperty(fc.bigInt(1n, 10n ** 15n - 1n), async (amount) => {
        const payee = { to, unit: unit.id, amount, memo: 'x' };
        expect(must(await read(must(payeeCode(payee))))).toEqual({ kind: 'payee', payee });
      }),
    );
    expect(() => payeeCode({ to, amount: 1n, memo: '' })).toThrow('an amount of nothing');
  });

  it('PAY-5 of a payer is read back', async () => {
    const payer = { account: someone(ben).account, handle: bytesOf(16, 5), until: START + HANDLE_LIFETIME };
    expect(must(await read(must(payerCode(payer))))).toEqual({ kind: 'payer', payer });
  });

  it('PAY-4 two of them are a payment without any network, each in a code one can scan', async () => {
    const asked = must(recordCode(request, certificateOf(ana)));
    const paid = must(recordCode(transfer, certificateOf(ben)));
    expect(must(await read(asked))).toMatchObject({ kind: 'request', request: { record: { id: request.id } } });
    const answer = must(await read(paid));
    expect(answer).toMatchObject({ kind: 'transfer', transfer: { record: { id: transfer.id, body: transfer.body } } });
    for (const code of [asked, paid]) expect(versionOf(code)).toBeLessThanOrEqual(25);
    expect(versionOf(`banyan://pay#${'x'.repeat(MAX_CODE_LENGTH - 13)}`)).toBe(25);
  });

  it('PAY-1 that fits no code to scan is not made', async () => {
    const lines = Array.from({ length: 30 }, () => ({ text: 'x'.repeat(100), count: 1, amount: 1n }));
    const long = await make('request', { ...request.body, amount: 30n, lines }, deviceOf(someone(ana)));
    expect(codeOf(recordCode(long, certificateOf(ana)))).toBe('code-too-large');
    expect(codeOf(await read(`banyan://pay#${'A'.repeat(MAX_CODE_LENGTH)}`))).toBe('code-too-large');
  });

  it('PAY-4 that another signed, or certified, is forged', async () => {
    const stolen = await make('transfer', transfer.body, deviceOf(someone(cleo)));
    for (const [record, who] of [
      [transfer, ana],
      [stolen, ben],
      [stolen, cleo],
      [request, ben],
    ] as const) {
      expect(codeOf(await read(must(recordCode(record, certificateOf(who)))))).toBe('code-forged');
    }
  });

  it('PAY-4 with any one sign changed says nothing', async () => {
    const code = must(recordCode(transfer, certificateOf(ben)));
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 13, max: code.length - 1 }),
        fc.constantFrom('A', 'z', '0', '_'),
        async (at, sign) => {
          const changed = code.slice(0, at) + sign + code.slice(at + 1);
          if (changed !== code) expect((await read(changed)).ok).toBe(false);
          expect((await read(code.slice(0, at))).ok).toBe(false);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('PAY-1 of another form or version is refused', async () => {
    const to = { to: bytesOf(32, 1), memo: '' };
    for (const [value, expected] of [
      [[1, 'payee', to], 'ok'],
      [[2, 'payee', to], 'code-newer-version'],
      [[0, 'payee', to], 'code-malformed'],
      [[1, 'gift', to], 'code-newer-version'],
      [[1, 'payee', { ...to, more: 1 }], 'code-newer-version'],
      [[1, 'payee', { ...to, unit: bytesOf(32, 2), amount: -1 }], 'code-malformed'],
      [[1, 'payee', { ...to, unit: bytesOf(32, 2), amount: 0 }], 'code-malformed'],
      [[1, 'payee', { ...to, unit: bytesOf(32, 2), amount: 1e15 }], 'code-malformed'],
      [[1, 'payee', { ...to, memo: 'a\u202eb' }], 'code-malformed'],
      [[1, 'payee', to, 1], 'code-malformed'],
      [[1, 'transfer', to], 'code-malformed'],
      [[1, 'request', [bytesOf(9, 1), bytesOf(9, 2)]], 'code-malformed'],
      [{ v: 1 }, 'code-malformed'],
      [[1, 7, to], 'code-malformed'],
    ] as const) {
      expect([value, codeOf(await read(codeFor(value)))]).toEqual([value, expected]);
    }
  });

  it('PAY-2 of another kind is told by its name', async () => {
    const codes = {
      invite: `banyan://invite#glk${'A'.repeat(200)}`,
      sepa: 'BCD\n002\n1\nSCT\n\nAna\nDE89370400440532013000',
      upi: 'upi://pay?pa=ana@okbank',
      bitcoin: 'bitcoin:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
      paypal: 'paypal.me/ana',
      web: 'https://paypaI.me/ana/pay#banyan',
      unknown: 'hello',
    };
    for (const [kind, text] of Object.entries(codes)) {
      expect(kindOfText(text)).toBe(kind);
      const answer = await read(text);
      expect(answer.ok ? null : answer.error).toMatchObject({ code: 'code-of-another-kind', found: kind });
    }
    expect(kindOfText(' BANYAN://pay#AA\n')).toBe('pay');
  });
});

describe('a one-time handle', () => {
  const handle = bytesOf(16, 1);

  it('PAY-5 works once, within a minute', () => {
    const handles = new OneTimeHandles();
    expect(handles.show(handle, START)).toBe(START + 60_000);
    expect(codeOf(handles.use(bytesOf(16, 2), START))).toBe('handle-unknown');
    expect(codeOf(handles.use(handle, START + 59_999))).toBe('ok');
    expect(codeOf(handles.use(handle, START + 59_999))).toBe('handle-unknown');
    handles.show(handle, START);
    expect(codeOf(handles.use(handle, START + 60_000))).toBe('handle-unknown');
  });

  it('PAY-5 does not come alive again when the clock is set back', () => {
    const handles = new OneTimeHandles();
    handles.show(handle, START);
    expect(codeOf(handles.use(handle, START - 1))).toBe('handle-unknown');
    expect(codeOf(handles.use(handle, START))).toBe('handle-unknown');
  });

  it('PAY-5 of many the oldest are forgotten', () => {
    const handles = new OneTimeHandles();
    for (let number = 1; number <= 9; number += 1) handles.show(bytesOf(16, number), START);
    expect(codeOf(handles.use(bytesOf(16, 1), START))).toBe('handle-unknown');
    expect(codeOf(handles.use(bytesOf(16, 2), START))).toBe('ok');
    expect(codeOf(handles.use(bytesOf(16, 9), START))).toBe('ok');
  });
});

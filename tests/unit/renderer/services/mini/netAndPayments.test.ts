/** `banyan.net` and `banyan.pay`: what goes to the network and to the wallet. */
import { describe, expect, it } from 'vitest';
import { MAX_NET_REQUEST_BYTES } from '@shared/mini/net.ts';
import type { AccountId, EventId } from '@shared/ids.ts';
import { fail, ok } from '@shared/result.ts';
import { orderId, programAddress } from '@domain/mini/address.ts';
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import type { HostInput } from '@shared/ipc/contract.ts';
import { createHostNet } from '@services/mini/hostNet.ts';
import { FakePayments } from '../../../../support/shared/fakePayments.ts';
import { describePaymentDesk } from '../../../../support/shared/paymentDeskContract.ts';
import { until } from '../../../../support/shared/until.ts';
import { allow, callBanyan } from '../../../../support/web/banyanCalls.ts';
import { OpenProgram } from '../../../../support/web/programWorld.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

const declared = { permissions: ['net', 'pay'], net: ['api.example.org'] } as const;
const URL = 'https://api.example.org/';

async function netGranted() {
  const program = new OpenProgram({ declared });
  const page = program.page();
  const first = callBanyan(page, 'net.fetch', URL);
  await allow(program, true);
  await first;
  return { program, page };
}

describe('banyan.net', () => {
  it('MPH-12 reaches the hosts of the manifest over https and no others', async () => {
    const program = new OpenProgram({ declared });
    const page = program.page();
    const answered = callBanyan(page, 'net.fetch', `${URL}x?y`, { method: 'POST', body: 'z' });
    expect((await program.prompt('permission')).hosts).toEqual(['api.example.org']);
    await allow(program, true);
    const response = (await answered) as Response;
    expect(await response.text()).toBe('hello');
    expect(program.net.asked).toHaveLength(1);
    expect(program.net.asked[0]).toMatchObject({ method: 'POST', hosts: ['api.example.org'] });
    for (const url of [
      'http://api.example.org/',
      'https://evil.example/',
      'https://api.example.org:8443/',
      'https://api.example.org.evil.example/',
      'https://x.api.example.org/',
      'https://127.0.0.1/',
    ])
      await expect(callBanyan(page, 'net.fetch', url)).rejects.toMatchObject({ code: 'not-granted' });
    expect(program.net.asked).toHaveLength(1);
  });

  it('MPH-35 nobody is asked for what this edition can not do', async () => {
    const program = new OpenProgram({ declared });
    program.net.isHere = false;
    program.payments.isHere = false;
    const page = program.page();
    await expect(callBanyan(page, 'net.fetch', URL)).rejects.toMatchObject({ code: 'unsupported' });
    const order = { to: 'x', amount: { value: 1, currency: 'EUR' }, memo: '', reference: 'r' };
    await expect(callBanyan(page, 'pay', order)).rejects.toMatchObject({ code: 'unsupported' });
    expect([program.prompts.shown.get(), program.granted.get()]).toEqual([null, []]);
    expect([program.net.asked, program.payments.asked]).toEqual([[], []]);
  });

  it('MPH-36 what is taken back is over at once, and what is under way is not told', async () => {
    const { program, page } = await netGranted();
    program.net.answer = () => new Promise(() => undefined);
    const waiting = callBanyan(page, 'net.fetch', `${URL}slow`);
    await until(() => program.net.asked.length === 2);
    program.granted.set(program.granted.get().map((grant) => ({ ...grant, granted: false })));
    await expect(waiting).rejects.toMatchObject({ code: 'not-granted' });
    expect(program.net.hungUp).toEqual(['a'.repeat(26)]);
    await expect(callBanyan(page, 'net.fetch', URL)).rejects.toMatchObject({ code: 'not-granted' });
    expect(program.net.asked).toHaveLength(2);
  });

  it('MPH-36 a word about something else ends nothing', async () => {
    const { program, page } = await netGranted();
    let answer: () => void = () => undefined;
    program.net.answer = () =>
      new Promise((resolve) => {
        answer = () => resolve(ok({ status: 204, headers: {}, body: new Uint8Array() }));
      });
    const waiting = callBanyan(page, 'net.fetch', `${URL}slow`);
    await until(() => program.net.asked.length === 2);
    program.granted.set([...program.granted.get(), { permission: 'pay', granted: false, hosts: [], at: 2 }]);
    answer();
    expect(((await waiting) as Response).status).toBe(204);
    expect(program.net.hungUp).toEqual([]);
  });

  it('MPH-12 a program that gave up is told so, with its own reason', async () => {
    const { program, page } = await netGranted();
    program.net.answer = () => new Promise(() => undefined);
    const leaving = new AbortController();
    const waiting = callBanyan(page, 'net.fetch', `${URL}slow`, { signal: leaving.signal });
    await until(() => program.net.asked.length === 2);
    leaving.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await expect(callBanyan(page, 'net.fetch', URL, { signal: leaving.signal })).rejects.toThrow('enough');
    expect(program.net.asked).toHaveLength(2);
  });

  it('MPH-12 the words of the host’s failures are those of the bridge', async () => {
    const codes = new Map([
      ['forbidden', 'not-granted'],
      ['too-large', 'too-large'],
      ['invalid-input', 'invalid-input'],
      ['program-absent', 'unreachable'],
      ['unreachable', 'unreachable'],
      ['internal', 'unreachable'],
    ] as const);
    const request = { label: 'a'.repeat(26), hosts: [], url: URL, method: 'GET', headers: {}, body: null } as const;
    for (const [from, to] of codes) {
      const host = createMemoryHost();
      host.setFailure('net.fetch', from);
      expect(await createHostNet(host).fetch(request)).toMatchObject({ ok: false, error: { code: to } });
    }
    const net = createHostNet(createMemoryHost());
    expect([await net.isThere(), await net.fetch(request)]).toMatchObject([false, { error: { code: 'unsupported' } }]);
    const large = { ...request, method: 'PUT' as const, body: new Uint8Array(MAX_NET_REQUEST_BYTES + 1) };
    expect(await net.fetch(large)).toMatchObject({ error: { code: 'too-large' } });
  });

  it('MPH-12 the host is asked as it is, and where it says that it can', async () => {
    const heard: HostInput<'net.fetch'>[] = [];
    const memory = createMemoryHost();
    const answer = { status: 200, headers: { etag: 'e' }, body: Uint8Array.of(1) };
    const net = createHostNet({
      call: async (method, input) => {
        if (method === 'host.describe') {
          const described = await memory.call('host.describe', {});
          const able = described.ok ? ok({ ...described.value, capabilities: ['programNet' as const] }) : described;
          return able;
        }
        if (method !== 'net.fetch') return fail('unsupported', 'only this');
        heard.push(input as HostInput<'net.fetch'>);
        return ok(answer) as never;
      },
    });
    const request = {
      label: 'a'.repeat(26),
      hosts: ['b.org'],
      url: URL,
      method: 'GET',
      headers: {},
      body: null,
    } as const;
    expect([await net.isThere(), await net.fetch(request)]).toEqual([true, ok(answer)]);
    expect(heard).toEqual([request]);
  });
});

const ben = idOf<AccountId>('Ben');
const order = { amount: { value: 250, currency: 'EUR' }, memo: 'tea\u202e\n', reference: 'o-1' };

async function payGranted() {
  const program = new OpenProgram({ declared });
  const page = program.page();
  const to = programAddress(ben, program.instance);
  const pay = (change: object = {}) => callBanyan(page, 'pay', { ...order, to, ...change });
  const first = pay({ reference: 'before' });
  await allow(program, true);
  await first;
  program.payments.asked.length = 0;
  return { program, page, pay };
}

describe('banyan.pay', () => {
  it('MPH-12 an order names a member by address; payee and amount are the host’s own', async () => {
    const { program, page, pay } = await payGranted();
    expect(await pay()).toEqual({ status: 'paid', receipt: program.payments.receipts.at(-1) });
    expect(program.payments.asked).toMatchObject([
      { payee: ben, memo: 'tea', program: 'Poll', amount: order.amount, id: orderId(page.webxdc.selfAddr, 'o-1') },
    ]);
    const wrong = [
      { to: programAddress(idOf<AccountId>('stranger'), program.instance) },
      { to: page.webxdc.selfAddr },
      { amount: { value: 0, currency: 'EUR' } },
      { amount: { value: 1.5, currency: 'EUR' } },
    ];
    for (const change of wrong) await expect(pay(change)).rejects.toMatchObject({ code: 'invalid-input' });
    expect(program.payments.asked).toHaveLength(1);
  });

  it('MPH-32 no and refused are answers without a reason, and what is not known fails and is paid once', async () => {
    const { program, pay } = await payGranted();
    const before = program.payments.receipts.length;
    for (const status of ['declined', 'refused'] as const) {
      program.payments.ask = () => status;
      expect(await pay({ reference: status })).toEqual({ status, receipt: null });
    }
    program.payments.ask = () => 'lost';
    await expect(pay()).rejects.toMatchObject({ code: 'failed' });
    program.payments.ask = () => 'declined';
    expect(await pay()).toMatchObject({ status: 'paid' });
    expect(program.payments.receipts).toHaveLength(before + 1);
  });

  it('MPH-32 a reference said again for something else is no order', async () => {
    const { program, pay } = await payGranted();
    await pay();
    await expect(pay({ amount: { value: 1, currency: 'EUR' } })).rejects.toMatchObject({ code: 'invalid-input' });
    expect(program.payments.asked).toHaveLength(1);
  });

  it('MIN-30 an order has one name on all devices of a person, and no two have the same', () => {
    const [ann, card, other] = [idOf<AccountId>('Ann'), idOf<EventId>('card'), idOf<EventId>('other')];
    const name = orderId(programAddress(ann, card), 'o-1');
    expect(orderId(programAddress(ann, card), 'o-1')).toBe(name);
    for (const [payer, reference] of [
      [programAddress(ben, card), 'o-1'],
      [programAddress(ann, other), 'o-1'],
      [programAddress(ann, card), 'o-2'],
    ] as const)
      expect(orderId(payer, reference)).not.toBe(name);
  });
});

describePaymentDesk('FakePayments', () => {
  const desk = new FakePayments();
  return { desk, say: (word) => void (desk.ask = () => word), asked: () => desk.asked.length };
});

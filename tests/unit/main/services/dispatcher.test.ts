import { describe, expect, it } from 'vitest';
import {
  type DispatchFault,
  type HostHandlers,
  createDispatcher,
} from '../../../../src/main/services/dispatcher/dispatcher.ts';
import { type HostMethod, hostMethods } from '@shared/ipc/contract.ts';
import { fail, ok } from '@shared/result.ts';

function setup(overrides: Partial<HostHandlers> = {}) {
  const calls: HostMethod[] = [];
  const faults: DispatchFault[] = [];
  const handlers = Object.fromEntries(
    hostMethods.map((method) => [
      method,
      () => {
        calls.push(method);
        return Promise.resolve(ok({}));
      },
    ]),
    // Handlers of the wrong type are the point of some of these tests.
  ) as unknown as HostHandlers;
  const dispatcher = createDispatcher({ ...handlers, ...overrides }, (fault) => faults.push(fault));
  const call = (method: unknown, input: unknown = {}, senderAllowed = true) =>
    dispatcher.dispatch({ senderAllowed, method, input });
  return { call, calls, faults };
}

describe('dispatcher', () => {
  it('HST-13 refuses an unknown sender before it reads anything', async () => {
    const { call, calls } = setup();
    const trap = {
      get account(): never {
        throw new Error('was read');
      },
    };
    for (const method of ['window.focus', 'nonsense', trap]) {
      expect(await call(method, trap, false)).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    }
    expect(calls).toEqual([]);
  });

  it('HST-2 refuses methods that are not text or not of the contract', async () => {
    const { call, calls } = setup();
    for (const method of [undefined, null, 7, {}, ['window.focus'], 'hasOwnProperty', '__proto__']) {
      expect(await call(method)).toMatchObject({ ok: false, error: { code: 'unknown-method' } });
    }
    expect(calls).toEqual([]);
  });

  it('HST-3 names the place of a wrong input, never the value, and does not call', async () => {
    const { call, calls } = setup();
    const answer = await call('vault.write', { name: 'ok', value: 'planted secret' });
    expect(answer).toEqual({ ok: false, error: { code: 'invalid-input', message: 'vault.write: not valid at value' } });
    expect(JSON.stringify(await call('vault.read', { name: 'planted secret!' }))).not.toContain('planted');
    expect(calls).toEqual([]);
  });

  it('HST-14 answers `internal` for a handler that throws, at once or later, and reports the cause', async () => {
    const cause = new Error('planted detail');
    const { call, faults } = setup({
      'window.focus': () => Promise.reject(cause),
      'badge.set': () => {
        throw cause;
      },
    });
    for (const [method, input] of [
      ['window.focus', {}],
      ['badge.set', { count: 1 }],
    ] as const) {
      expect(await call(method, input)).toEqual({
        ok: false,
        error: { code: 'internal', message: `${method} failed` },
      });
    }
    expect(faults.map((fault) => [fault.method, fault.reason, fault.cause])).toEqual([
      ['window.focus', 'handler-threw', cause],
      ['badge.set', 'handler-threw', cause],
    ]);
  });

  it('HST-14 lets no output leave that breaks the contract', async () => {
    const { call, faults } = setup();
    expect(await call('vault.list')).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(faults).toMatchObject([{ method: 'vault.list', reason: 'output-broke-contract' }]);
  });

  it('HST-14 lets nothing of a failure leave but code and message', async () => {
    const { call, faults } = setup({
      'vault.list': () =>
        Promise.resolve({ ok: false, error: { code: 'storage-full', message: 'full', cause: 'planted' } as never }),
      'window.focus': () => Promise.resolve(fail('made-up' as never, 'planted')),
    });
    expect(await call('vault.list')).toEqual({ ok: false, error: { code: 'storage-full', message: 'full' } });
    expect(await call('window.focus')).toEqual({
      ok: false,
      error: { code: 'internal', message: 'window.focus failed' },
    });
    expect(faults).toHaveLength(1);
  });
});

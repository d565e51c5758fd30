// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Host } from '@ports/host.ts';
import { LockContext } from '@services/lock/context.tsx';
import type { HostInput } from '@shared/ipc/contract.ts';
import { fail, ok } from '@shared/result.ts';
import { LockScreen } from '../../../../../src/renderer/features/lock/LockScreen.tsx';
import { LockPage } from '../../../../../src/renderer/features/settings/lock/LockPage.tsx';
import { renderScreen } from '../../../../support/web/renderScreen.tsx';

const PASSPHRASE = 'seven quiet herons';

/** A host that keeps a lock as simply as can be. */
function makeHost(stands: { isOn: boolean; isLocked: boolean; waitMs?: number; passphrase?: string }) {
  const calls: [string, unknown][] = [];
  const check = (passphrase: string) =>
    passphrase === (stands.passphrase ?? PASSPHRASE) ? ok({}) : fail('lock-wrong', 'no');
  const answers: Record<string, (input: never) => unknown> = {
    'host.describe': () =>
      ok({
        ...{ edition: 'browser', version: '0', platform: 'test', vaultProtection: 'file', signaling: [] },
        capabilities: ['lock'],
      }),
    'lock.describe': () =>
      ok({
        isOn: stands.isOn,
        isLocked: stands.isLocked,
        idleMinutes: 15,
        waitMs: stands.waitMs ?? 0,
        hasSystemUnlock: false,
      }),
    'lock.open': ({ passphrase }: HostInput<'lock.open'>) => {
      const opened = check(passphrase);
      if (opened.ok) stands.isLocked = false;
      else stands.waitMs = 5000;
      return opened;
    },
    'lock.set': ({ passphrase }: HostInput<'lock.set'>) => {
      Object.assign(stands, { isOn: true, passphrase });
      return ok({});
    },
    'lock.remove': ({ passphrase }: HostInput<'lock.remove'>) => {
      const removed = check(passphrase);
      if (removed.ok) stands.isOn = false;
      return removed;
    },
    'lock.setAside': () => {
      Object.assign(stands, { isOn: false, isLocked: false });
      return ok({});
    },
  };
  const call = (method: string, input: never) => {
    calls.push([method, input]);
    return Promise.resolve(answers[method]?.(input) ?? ok({}));
  };
  // Answers only what these screens ask, each by its contract.
  const host: Host = { on: () => () => undefined, call: call as Host['call'] };
  return { calls, place: { host, profile: Promise.resolve('me') } };
}

afterEach(cleanup);

describe('the screen of a closed lock', () => {
  it('LCK-4 opens with the passphrase, says what is wrong with another, and makes one wait', async () => {
    const { place } = makeHost({ isOn: true, isLocked: true });
    const onOpened = vi.fn();
    renderScreen(
      <LockContext value={place}>
        <LockScreen onOpened={onOpened} />
      </LockContext>,
    );
    const field = await screen.findByLabelText('Passphrase');
    expect(document.activeElement).toBe(field);
    expect(field.getAttribute('type')).toBe('password');
    fireEvent.change(field, { target: { value: 'not this one' } });
    fireEvent.click(screen.getByRole('button', { name: 'Unlock' }));
    await screen.findByText(/This is not the passphrase/);
    await screen.findByText('5 s until the next try');
    expect(screen.getByRole('button', { name: 'Unlock' })).toHaveProperty('disabled', true);
    expect(onOpened).not.toHaveBeenCalled();
    cleanup();
    const { place: open } = makeHost({ isOn: true, isLocked: true });
    renderScreen(
      <LockContext value={open}>
        <LockScreen onOpened={onOpened} />
      </LockContext>,
    );
    fireEvent.click(await screen.findByRole('button', { name: 'Show the passphrase' }));
    fireEvent.change(screen.getByLabelText('Passphrase'), { target: { value: PASSPHRASE } });
    expect(screen.getByLabelText('Passphrase').getAttribute('type')).toBe('text');
    fireEvent.click(screen.getByRole('button', { name: 'Unlock' }));
    await waitFor(() => expect(onOpened).toHaveBeenCalled());
  });

  it('LCK-10 leads who forgot it to a fresh start, and asks before', async () => {
    const { place, calls } = makeHost({ isOn: true, isLocked: true });
    const onOpened = vi.fn();
    renderScreen(
      <LockContext value={place}>
        <LockScreen onOpened={onOpened} />
      </LockContext>,
      { locale: 'ar' },
    );
    fireEvent.click(await screen.findByRole('button', { name: 'نسيت عبارة المرور؟' }));
    fireEvent.click(await screen.findByRole('button', { name: 'ابدأ من جديد هنا' }));
    expect(calls.some(([method]) => method === 'lock.setAside')).toBe(false);
    const asked = await screen.findByRole('alertdialog');
    const yes = [...asked.querySelectorAll('button')].find((button) => button.textContent === 'ابدأ من جديد هنا');
    fireEvent.click(yes ?? asked);
    await waitFor(() => expect(onOpened).toHaveBeenCalled());
    expect(calls.some(([method]) => method === 'lock.setAside')).toBe(true);
  });
});

describe('settings of the lock', () => {
  it('LCK-8 turn it on with a passphrase typed twice alike, and off with it alone', async () => {
    const { place, calls } = makeHost({ isOn: false, isLocked: false });
    renderScreen(
      <LockContext value={place}>
        <LockPage />
      </LockContext>,
    );
    const on = await screen.findByRole('button', { name: 'Turn on' });
    fireEvent.change(screen.getByLabelText('Passphrase'), { target: { value: PASSPHRASE } });
    fireEvent.change(screen.getByLabelText('Passphrase once more'), { target: { value: 'another' } });
    expect(on).toHaveProperty('disabled', true);
    fireEvent.change(screen.getByLabelText('Passphrase once more'), { target: { value: PASSPHRASE } });
    await waitFor(() => expect(on).toHaveProperty('disabled', false));
    fireEvent.click(on);
    await screen.findByRole('button', { name: 'Lock' });
    expect(calls.find(([method]) => method === 'lock.set')?.[1]).toMatchObject({ profile: 'me', idleMinutes: 15 });
    fireEvent.click(screen.getByRole('button', { name: 'Turn off' }));
    const dialog = await screen.findByRole('dialog');
    fireEvent.change(screen.getByLabelText('Passphrase now'), { target: { value: 'not this' } });
    const off = [...dialog.querySelectorAll('button')].find((button) => button.textContent === 'Turn off');
    fireEvent.click(off ?? dialog);
    await screen.findByText(/This is not the passphrase/);
    fireEvent.change(screen.getByLabelText('Passphrase now'), { target: { value: PASSPHRASE } });
    fireEvent.click(off ?? dialog);
    await screen.findByRole('button', { name: 'Turn on' });
  });

  it('LCK-1 say what the lock does not protect', async () => {
    const { place } = makeHost({ isOn: false, isLocked: false });
    renderScreen(
      <LockContext value={place}>
        <LockPage />
      </LockContext>,
    );
    await screen.findByRole('button', { name: 'Turn on' });
    expect(screen.getByText(/database that Banyan shows your chats from is not encrypted/)).toBeTruthy();
    expect(screen.getByText(/lie on the disk as they are/)).toBeTruthy();
  });
});

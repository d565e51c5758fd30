/** Notifications of the system. Rule: WIN-18 in src/main/windows/SPEC.md. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DesktopFolders, makeDesktopFolders, startDesktop } from '../../../support/node/desktop.ts';
import type * as FakeElectron from '../../../support/node/fakeElectron.ts';

let folders: DesktopFolders;
let restore: () => void;
beforeEach(async () => {
  folders = await makeDesktopFolders();
});
afterEach(async () => {
  restore();
  await folders.remove();
});

/** The desktop as on a system of that name. */
async function setup(platform: NodeJS.Platform, arrange?: (fake: (typeof FakeElectron)['fake']) => void) {
  const real = Object.getOwnPropertyDescriptor(process, 'platform');
  Object.defineProperty(process, 'platform', { value: platform, configurable: true });
  restore = () => {
    if (real !== undefined) Object.defineProperty(process, 'platform', real);
  };
  const desktop = await startDesktop(folders, arrange);
  const { window, electron } = desktop;
  const call = (method: string, input: unknown) => desktop.invoke('banyan.call', [method, input]);
  await desktop.invoke('banyan.event', ['notice.acted']);
  const show = async (change: object = {}) => {
    const notice = { tag: 'chat', title: 'Alice', body: 'Are you there?', isAnswerable: true, ...change };
    expect(await call('notice.show', notice)).toEqual({ ok: true, value: {} });
    const made = electron.fake.notifications.at(-1);
    if (made === undefined) throw new Error('no notification');
    return made;
  };
  const told = () =>
    window.webContents.sent
      .filter(({ channel, parameters }) => channel === 'banyan.event' && parameters[0] === 'notice.acted')
      .map(({ parameters }) => parameters[1]);
  return { ...desktop, call, show, told, made: electron.fake.notifications };
}

describe('notifications', () => {
  test.each(['darwin', 'win32'] as const)('WIN-18 on %s it takes an answer where it stands', async (platform) => {
    const { show, told } = await setup(platform);
    const notice = await show();
    expect(notice.state).toBe('shown');
    expect(notice.options).toMatchObject({
      title: 'Alice',
      body: 'Are you there?',
      hasReply: true,
      replyPlaceholder: 'Write a reply',
      actions: [{ type: 'button', text: 'Mark as read' }],
    });
    notice.emit('reply', { reply: 'On my way' });
    expect(told()).toEqual([{ tag: 'chat', act: { kind: 'reply', text: 'On my way' } }]);
    expect(notice.state).toBe('closed');
  });

  test('WIN-18 on Linux a button opens the chat, and another marks it as read', async () => {
    const { show, told, window } = await setup('linux');
    const notice = await show();
    expect(notice.options).toMatchObject({ hasReply: false });
    expect(notice.options.replyPlaceholder).toBeUndefined();
    expect(notice.options.actions?.map(({ text }) => text)).toEqual(['Reply', 'Mark as read']);
    window.close();
    expect(window.isShown).toBe(false);
    notice.emit('action', { actionIndex: 1, selectionIndex: -1 });
    expect([told(), window.isShown]).toEqual([[{ tag: 'chat', act: { kind: 'read' } }], false]);
    const again = await show();
    again.emit('action', { actionIndex: 0, selectionIndex: -1 });
    expect([told().at(-1), window.isShown]).toEqual([{ tag: 'chat', act: { kind: 'open' } }, true]);
    again.emit('action', { actionIndex: 7, selectionIndex: -1 });
    expect(told()).toHaveLength(2);
  });

  test('WIN-18 a press on it opens the window, in the words of the system', async () => {
    const { show, told, window } = await setup('darwin', (fake) => {
      fake.locale = 'ar-EG';
    });
    const notice = await show();
    expect(notice.options.actions?.map(({ text }) => text)).toEqual(['وضع علامة مقروء']);
    window.close();
    notice.emit('click');
    expect([told(), window.isShown]).toEqual([[{ tag: 'chat', act: { kind: 'open' } }], true]);
  });

  test('WIN-18 one takes the place of the one before, and can be taken away; others stay', async () => {
    const { show, call, made } = await setup('linux');
    const first = await show();
    const other = await show({ tag: 'another' });
    const second = await show({ body: 'Hello?' });
    expect([first.state, second.state, other.state]).toEqual(['closed', 'shown', 'shown']);
    // The system tells late that the first one went: the second is not forgotten for it.
    first.emit('close', {});
    expect(await call('notice.clear', { tag: 'chat' })).toEqual({ ok: true, value: {} });
    expect([second.state, other.state, made.length]).toEqual(['closed', 'shown', 3]);
    expect(await call('notice.clear', { tag: 'never shown' })).toEqual({ ok: true, value: {} });
  });

  test('WIN-18 of more than a hundred the oldest goes: forgotten, it could not be taken back', async () => {
    const { show, made } = await setup('linux');
    for (let place = 0; place <= 100; place += 1) await show({ tag: `chat ${place}` });
    expect(made.map(({ state }) => state)).toEqual(['closed', ...Array.from({ length: 100 }, () => 'shown')]);
  });

  test('WIN-18 one that may not be answered has neither field nor buttons, and an answer is cut at its end', async () => {
    const { show, told } = await setup('darwin');
    const bare = await show({ isAnswerable: false });
    expect(bare.options).toMatchObject({ hasReply: false, actions: [] });
    const long = await show();
    long.emit('reply', { reply: 'x'.repeat(20_000) });
    expect(told()).toMatchObject([{ act: { text: 'x'.repeat(16_384) } }]);
  });

  test('WIN-18 where the system shows none nothing is made, and what does not fit is refused', async () => {
    const { call, made } = await setup('linux', (fake) => {
      fake.hasNotifications = false;
    });
    const notice = { tag: 'chat', title: 'A', body: 'b', isAnswerable: true };
    expect(await call('notice.show', notice)).toEqual({ ok: true, value: {} });
    expect(made).toEqual([]);
    expect(await call('notice.show', { ...notice, title: 'A'.repeat(300) })).toMatchObject({
      error: { code: 'invalid-input' },
    });
    expect(await call('notice.show', { ...notice, tag: '' })).toMatchObject({ error: { code: 'invalid-input' } });
  });
});

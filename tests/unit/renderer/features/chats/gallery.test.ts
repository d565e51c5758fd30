import { describe, expect, test } from 'vitest';
import type { AccountId } from '@shared/ids.ts';
import { fail, ok } from '@shared/result.ts';
import type { FoundMessage } from '@services/workspace/workspace.ts';
import { byMonth, kindOf, linksIn } from '../../../../../src/renderer/features/chats/details/galleryParts.ts';
import { ENOUGH_LINKS, LinkReader } from '../../../../../src/renderer/features/chats/details/linkReader.ts';
import { lifeOf, timerChoiceOf, timerChoices } from '../../../../../src/renderer/features/chats/timerChoices.ts';
import { detailsPageOf } from '../../../../../src/renderer/features/chats/details/detailsPage.ts';
import { mutedUntil } from '../../../../../src/renderer/features/chats/keeping/muteChoices.ts';
import { minutesOf, timeText } from '../../../../../src/renderer/features/settings/notifications/dayTime.ts';
import { settle } from '../../../../support/shared/settle.ts';
import { fakeEventId, fakeSpaceId } from '../../../../support/web/fakeIds.ts';

const said = (n: number, text: string): FoundMessage => ({
  ...{ id: fakeEventId(`m${n}`), at: n, own: false, author: 'a' as AccountId },
  body: { kind: 'text', text },
});

describe('the gallery of a chat', () => {
  test('CHAT-UI-90 pictures and films are media, sounds voice, the rest files', () => {
    const file = (mime: string, isPicture = false) => kindOf({ mime, isPicture });
    expect(file('image/png', true)).toBe('media');
    // A picture sent as a file is one.
    expect(file('image/png')).toBe('files');
    expect(file('video/webm')).toBe('media');
    expect(file('audio/ogg')).toBe('voice');
    expect(file('text/html')).toBe('files');
  });

  test('CHAT-UI-91 things are put into the months of the calendar here', () => {
    const at = (month: number, day: number) => ({ at: new Date(2026, month, day, 12).getTime() });
    const months = byMonth([at(10, 30), at(10, 1), at(9, 31)]);
    expect(months.map(({ start, things }) => [new Date(start).getMonth(), things.length])).toEqual([
      [10, 2],
      [9, 1],
    ]);
    expect(byMonth([])).toEqual([]);
  });

  test('CHAT-UI-92 every address in words and captions is found once a message; anything else is none', () => {
    const text = 'see https://a.example/x, https://a.example/x and javascript:alert(1), or www.b.example.';
    expect(linksIn([said(1, text), said(2, 'nothing')]).map(({ url }) => url)).toEqual([
      'https://a.example/x',
      'https://www.b.example/',
    ]);
  });

  test('CHAT-UI-93 it reads back until there are enough links, and on when it is asked to', async () => {
    const pages = Array.from({ length: 5 }, (_, page) =>
      Array.from({ length: 30 }, (_row, row) => said(1000 - page * 30 - row, `https://x.example/${page}-${row}`)),
    );
    let reads = 0;
    const reader = new LinkReader((_space, before) => {
      const page = before === null ? 0 : Number(before.id);
      reads += 1;
      const next = page + 1 < pages.length ? { at: 0, id: String(page + 1) } : null;
      return Promise.resolve(ok({ messages: pages[page] ?? [], next }));
    }, fakeSpaceId('chat'));
    await settle();
    expect([reads, reader.state.get().links.length >= ENOUGH_LINKS]).toEqual([2, true]);
    expect(reader.state.get()).toMatchObject({ isBusy: false, hasMore: true });
    reader.more();
    reader.more();
    await settle();
    expect(reads).toBe(4);
    reader.more();
    await settle();
    reader.more();
    await settle();
    expect([reads, reader.state.get().links.length]).toEqual([5, 150]);
    expect(reader.state.get().hasMore).toBe(false);
  });

  test('CHAT-UI-93 a store that fails is said, and one that was left reads no further', async () => {
    const failing = new LinkReader(() => Promise.resolve(fail('storage-failed', 'gone')), fakeSpaceId('chat'));
    await settle();
    expect(failing.state.get()).toMatchObject({ error: 'storage-failed', isBusy: false });
    let reads = 0;
    const left = new LinkReader(() => {
      reads += 1;
      return Promise.resolve(ok({ messages: [], next: { at: 1, id: 'x' } }));
    }, fakeSpaceId('chat'));
    left.dispose();
    await settle();
    expect(reads).toBe(1);
  });
});

describe('small choices', () => {
  test('CHAT-UI-94 a life that was chosen elsewhere is among the choices', () => {
    expect(timerChoiceOf(null)).toBe('off');
    expect(timerChoiceOf(7 * 86_400_000)).toBe('week');
    expect(timerChoiceOf(123)).toBe('other');
    expect(timerChoices('other').at(-1)).toBe('other');
    expect([lifeOf('day', null), lifeOf('other', 123), lifeOf('off', 5)]).toEqual([86_400_000, 123, null]);
  });

  test('CHAT-UI-95 a chat is silent from now on for as long as was chosen', () => {
    expect(mutedUntil('hour', 1000)).toBe(1000 + 3_600_000);
    expect(mutedUntil('week', 0)).toBe(7 * 24 * 3_600_000);
    expect(new Date(mutedUntil('always', 1000)).getTime()).toBe(mutedUntil('always', 0));
  });

  test('CHAT-UI-96 the address of a chat leads to its pages, and to nothing else by such a name', () => {
    expect([detailsPageOf('settings'), detailsPageOf('media'), detailsPageOf('about'), detailsPageOf(null)]).toEqual([
      'settings',
      'media',
      null,
      null,
    ]);
  });

  test('SET-2 times of the day come back from their fields', () => {
    expect(timeText(7 * 60 + 5)).toBe('07:05');
    expect(minutesOf('23:59')).toBe(1439);
    expect([minutesOf('24:00'), minutesOf(''), minutesOf('7:5')]).toEqual([null, null, null]);
  });
});

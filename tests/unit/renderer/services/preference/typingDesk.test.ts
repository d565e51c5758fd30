import { beforeEach, describe, expect, it } from 'vitest';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import { encodeTyping } from '@domain/link/typing.ts';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { TYPING_EVERY, TYPING_LASTS, TypingDesk, type TypingLink } from '@services/preference/typingDesk.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

const [ann, eve] = [idOf<AccountId>('ann'), idOf<AccountId>('eve')];
const spaces = ['one', 'two', 'three', 'four'].map((name) => idOf<SpaceId>(name));
const space = idOf<SpaceId>('one');

let clock: FakeClock;
let members: Set<AccountId>;
let blocked: Set<AccountId>;
let allowed: { isAllowed: boolean; mayWrite: boolean };
let desk: TypingDesk;
let links: ReturnType<typeof writableSnapshot<readonly TypingLink[]>>;
let sent: Uint8Array[];

/** A link to somebody, and what it brings. */
function linkTo(account: AccountId): { readonly link: TypingLink; readonly bring: (bytes: Uint8Array) => void } {
  let hear: (bytes: Uint8Array) => void = () => undefined;
  const link: TypingLink = {
    peer: { account },
    link: {
      send: (_channel, bytes) => {
        sent.push(bytes);
        return Promise.resolve({ ok: true, value: undefined });
      },
      onMessage: (listener) => {
        hear = (bytes) => listener('realtime', bytes);
        return () => {
          hear = () => undefined;
        };
      },
    },
  };
  return { link, bring: (bytes) => hear(bytes) };
}

beforeEach(() => {
  clock = new FakeClock();
  members = new Set([ann]);
  blocked = new Set();
  allowed = { isAllowed: true, mayWrite: true };
  sent = [];
  links = writableSnapshot<readonly TypingLink[]>([]);
  desk = new TypingDesk({
    clock,
    links,
    readersOf: () => [...members],
    mayWrite: () => allowed.mayWrite,
    isBlocked: (account) => blocked.has(account),
    isAllowed: () => allowed.isAllowed,
  });
});

const writes = (where = space) => encodeTyping({ space: where, isTyping: true });
const stops = (where = space) => encodeTyping({ space: where, isTyping: false });

describe('what one says of oneself', () => {
  it('PRE-13 it is said at most every three seconds while one writes, and once that one stopped', async () => {
    links.set([linkTo(ann).link]);
    for (let key = 0; key < 50; key += 1) {
      desk.tell(space, true);
      await clock.advance(100);
    }
    expect(sent).toEqual([writes(), writes()]);
    desk.tell(space, false);
    desk.tell(space, false);
    expect(sent.slice(2)).toEqual([stops()]);
    desk.tell(space, true);
    expect(sent.slice(3)).toEqual([writes()]);
  });

  it('PRE-13 only who shares the chat is told, and nobody where it is switched off or one may not write', async () => {
    links.set([linkTo(ann).link, linkTo(eve).link]);
    desk.tell(space, true);
    expect(sent).toHaveLength(1);
    allowed = { isAllowed: false, mayWrite: true };
    await clock.advance(TYPING_EVERY);
    desk.tell(space, true);
    allowed = { isAllowed: true, mayWrite: false };
    await clock.advance(TYPING_EVERY);
    desk.tell(space, true);
    expect(sent).toHaveLength(1);
  });

  it('PRE-13 a person who is blocked is told nothing', () => {
    links.set([linkTo(ann).link]);
    blocked.add(ann);
    desk.tell(space, true);
    expect(sent).toEqual([]);
  });
});

describe('what is heard of others', () => {
  const shown = () => [...desk.typing.get()].map(([where, accounts]) => [spaces.indexOf(where), accounts.length]);

  it('PRE-13 it is shown for eight seconds after the last word, and not after the link', async () => {
    const { link, bring } = linkTo(ann);
    links.set([link]);
    bring(writes());
    await clock.advance(TYPING_LASTS - 1);
    bring(writes());
    await clock.advance(TYPING_LASTS - 1);
    expect(shown()).toEqual([[0, 1]]);
    await clock.advance(1);
    expect(shown()).toEqual([]);
    bring(writes());
    links.set([]);
    expect(shown()).toEqual([]);
  });

  it('PRE-13 nothing of strangers to the chat, of blocked people, or while it is switched off', () => {
    const [one, stranger] = [linkTo(ann), linkTo(eve)];
    links.set([one.link, stranger.link]);
    stranger.bring(writes());
    expect(shown()).toEqual([]);
    blocked.add(ann);
    one.bring(writes());
    expect(shown()).toEqual([]);
    blocked.clear();
    allowed = { isAllowed: false, mayWrite: true };
    one.bring(writes());
    expect(shown()).toEqual([]);
    allowed = { isAllowed: true, mayWrite: true };
    one.bring(writes());
    expect(shown()).toEqual([[0, 1]]);
    desk.hush();
    expect(shown()).toEqual([]);
  });

  it('PRE-13 one person writes in three chats at most, the last ones they named', () => {
    const { link, bring } = linkTo(ann);
    links.set([link]);
    for (const where of spaces) bring(writes(where));
    expect(shown()).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
    ]);
  });

  it('PRE-13 a flood of words is dropped unread, and is let in again with time', async () => {
    const { link, bring } = linkTo(ann);
    links.set([link]);
    for (let n = 0; n < 1000; n += 1) bring(n % 2 === 0 ? writes() : stops());
    bring(writes());
    expect(shown()).toEqual([]);
    await clock.advance(2000);
    bring(writes());
    expect(shown()).toEqual([[0, 1]]);
    bring(Uint8Array.of(1, 2, 3));
    expect(shown()).toEqual([[0, 1]]);
  });
});

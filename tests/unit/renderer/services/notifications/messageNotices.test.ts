/** NTF-8: what a notice tells is followed as long as it is on the screen. */
import { beforeEach, describe, expect, it } from 'vitest';
import { defaultPreferences } from '@domain/preference/preferences.ts';
import { defaultSettings } from '@domain/settings/settings.ts';
import type { Notice } from '@ports/notifier.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { MessageNotices, type MessageNoticeParts } from '@services/notifications/messageNotices.ts';
import type { EventId, SpaceId } from '@shared/ids.ts';
import { noted, refOf } from '../../../../support/shared/noteEvents.ts';
import { Chain, alice, bob, chat } from '../../../../support/shared/storeFixtures.ts';

const recall = { act: 'recall' } as const;
const edit = (text: string) => ({ act: 'edit', text, mentions: [] }) as const;
const contact = { record: { remark: null, profile: { name: 'Bob' }, blocked: false, state: 'accepted' } };

let shown: Notice[];
let cleared: string[];
let hidden: Set<EventId>;
let isWatched: boolean;
let notices: MessageNotices;
let bobs: Chain;
const known = writableSnapshot<ReadonlyMap<SpaceId, unknown>>(new Map());

beforeEach(() => {
  [shown, cleared, hidden, isWatched] = [[], [], new Set(), false];
  bobs = new Chain(bob, 'phone', chat);
  const parts = {
    self: alice,
    contacts: { get: () => contact, ofSpace: () => contact },
    groups: { get: () => null, groups: known },
    hidden: { isShown: (_space: unknown, { id }: { readonly id: EventId }) => !hidden.has(id) },
    notifier: {
      show: (notice: Notice) => shown.push(notice),
      clear: (tag: string) => cleared.push(tag),
      onActivated: () => () => undefined,
      onActed: () => () => undefined,
      isWatched: () => isWatched,
    },
    clock: { now: () => 10 },
    settings: () => defaultSettings,
    preferences: { of: () => defaultPreferences },
    lock: { isLocked: false, onLocked: () => undefined },
    isWatched: () => isWatched,
  };
  // Books of contacts, groups and hidden words are whole services; notices ask them no more than this.
  notices = new MessageNotices(parts as unknown as MessageNoticeParts);
});

const come = (...events: Parameters<MessageNotices['onAdmitted']>[1]) => notices.onAdmitted(chat, events);
const bodies = () => shown.map(({ body }) => body);

describe('a notice on the screen', () => {
  it('NTF-8 goes when its author takes back what it tells, looked at or not, and stays when another asks', () => {
    const said = bobs.next({ at: 1, text: 'secret' });
    come(said);
    expect(bodies()).toEqual(['secret']);
    come(noted(new Chain(alice, 'desk', chat), 2, { about: refOf(said), said: recall }));
    expect(cleared).toEqual([]);
    isWatched = true;
    come(noted(bobs, 3, { about: refOf(said), said: recall }));
    expect(cleared).toEqual([chat]);
    come(noted(bobs, 4, { about: refOf(said), said: edit('secret again') }));
    expect([bodies(), cleared]).toEqual([['secret'], [chat]]);
  });

  it('NTF-8 stands there with the last words, in whatever order they come', () => {
    const said = bobs.next({ at: 1, text: 'first' });
    come(said);
    const [early, late] = [3, 5].map((at) => noted(bobs, at, { about: refOf(said), said: edit(`words of ${at}`) }));
    if (early === undefined || late === undefined) throw new Error('two edits');
    come(late);
    come(early);
    expect(bodies()).toEqual(['first', 'words of 5']);
    come(noted(new Chain(alice, 'desk', chat), 9, { about: refOf(said), said: edit('not mine') }));
    expect(bodies()).toHaveLength(2);
  });

  it('NTF-8 says nothing anew of what was taken back before it was told of something else', () => {
    const [old, told] = [bobs.next({ at: 1, text: 'old' }), bobs.next({ at: 2, text: 'told' })];
    come(old, told);
    come(noted(bobs, 3, { about: refOf(old), said: recall }));
    expect([bodies(), cleared]).toEqual([['told'], []]);
  });

  it('NTF-8 goes when its group turns out not to show what it tells', () => {
    const said = bobs.next({ at: 1, text: 'said while out' });
    come(said);
    known.set(new Map());
    expect(cleared).toEqual([]);
    hidden.add(said.id);
    known.set(new Map());
    expect(cleared).toEqual([chat]);
  });
});

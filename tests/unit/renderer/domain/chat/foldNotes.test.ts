import { describe, expect, it } from 'vitest';
import { POLL_KIND } from '@domain/chat/bodies.ts';
import { OWN_ONLY, foldNotes, timerOf } from '@domain/chat/foldNotes.ts';
import type { MessageRecord } from '@domain/chat/message.ts';
import { type MessageNote, readNote } from '@domain/chat/note.ts';
import { FILE_KIND, MESSAGE_KIND, projectEvent } from '@domain/chat/project.ts';
import { WALLET_CARD_KIND, encodeWalletCard } from '@domain/chat/walletCard.ts';
import { idBytes } from '@domain/event/codec.ts';
import type { AccountId, EventId } from '@shared/ids.ts';
import { type NoteAbout, noted, timed } from '../../../../support/shared/noteEvents.ts';
import { Chain, alice, bob, chat, idOf } from '../../../../support/shared/storeFixtures.ts';

const carol = idOf<AccountId>('carol');

function message(kind = MESSAGE_KIND, body: unknown = { text: 'first' }): MessageRecord {
  const projected = projectEvent(new Chain(bob, 'phone', chat).next({ at: 10, kind, body }), alice);
  if (projected.kind !== 'message') throw new Error('no message');
  return projected.message;
}

function note(about: MessageRecord, who: AccountId, at: number, said: NoteAbout): MessageNote {
  const read = readNote(noted(new Chain(who, `device of ${who} at ${at}`, chat), at, { about, said }));
  if (read === null) throw new Error('no note');
  return read;
}

describe('what a message comes to', () => {
  const first = message();
  const edit = (at: number, text: string, who = bob) => note(first, who, at, { act: 'edit', text, mentions: [] });

  it('CHT-51 one reaction a person, the newest; none takes it back; signs in the order in which they first came', () => {
    const react = (who: AccountId, at: number, sign: string | null) => note(first, who, at, { act: 'react', sign });
    const notes = [
      react(alice, 30, '+'),
      react(bob, 20, '+'),
      react(carol, 10, '!'),
      react(alice, 15, '?'),
      react(carol, 40, null),
    ];
    expect(foldNotes(first, notes, OWN_ONLY).reactions).toEqual([{ sign: '+', people: [bob, alice] }]);
  });

  it('CHT-51 of equal times the greater event id holds, on every device', () => {
    const [one, other] = [edit(20, 'one'), { ...edit(20, 'other'), event: idOf<EventId>('another') }];
    const greater = one.event > other.event ? 'one' : 'other';
    for (const notes of [
      [one, other],
      [other, one],
    ])
      expect(foldNotes(first, notes, OWN_ONLY).record.body).toEqual({ kind: 'text', text: greater });
  });

  it("CHT-52 edits are the author's, keep the first words, and leave no text empty", () => {
    const notes = [edit(30, 'third'), edit(20, 'second'), edit(40, ''), edit(50, 'mine', alice)];
    const { record, versions } = foldNotes(first, notes, OWN_ONLY);
    expect(record).toMatchObject({ body: { text: 'third' }, edited: { at: 30, original: 'first' } });
    expect(versions).toBe(3);
    expect(foldNotes(record, notes, OWN_ONLY).record).toEqual(record);
    expect(foldNotes(record, [], OWN_ONLY).record).toEqual(first);
  });

  it('CHT-52 a caption may be edited to nothing', () => {
    const file = { blob: idBytes(first.id), size: 1, name: 'a.txt', mime: 'text/plain', picture: null };
    const sent = message(FILE_KIND, { file, caption: 'words' });
    const { record } = foldNotes(sent, [note(sent, bob, 20, { act: 'edit', text: '', mentions: [] })], OWN_ONLY);
    expect(record.body).toMatchObject({ kind: 'file', caption: '', file: { name: 'a.txt' } });
  });

  it('CHT-53 a recall stands whatever comes after, from the author or who might; a promise stays', () => {
    const recall = (who: AccountId, at: number) => note(first, who, at, { act: 'recall' });
    const react = note(first, alice, 60, { act: 'react', sign: '+' });
    const gone = foldNotes(first, [edit(50, 'back'), recall(bob, 20), react], OWN_ONLY);
    expect(gone).toMatchObject({ record: { body: { kind: 'recalled', by: bob } }, reactions: [], versions: 1 });
    expect(foldNotes(first, [recall(carol, 20)], OWN_ONLY).record).toEqual(first);
    const rules = { mightRecall: (who: AccountId, at: number) => who === carol && at < 30 };
    expect(foldNotes(first, [recall(carol, 20)], rules).record.body).toEqual({ kind: 'recalled', by: carol });
    expect(foldNotes(first, [recall(carol, 40)], rules).record).toEqual(first);
    const card = encodeWalletCard({ about: 'payment', records: [idOf<never>('record')], note: '' });
    const promise = message(WALLET_CARD_KIND, card);
    expect(foldNotes(promise, [note(promise, bob, 20, { act: 'recall' })], OWN_ONLY).record).toEqual(promise);
  });

  it('CHT-54 the newest choice that fits and came before the end counts, and the end is what came first', () => {
    const asked = message(POLL_KIND, { question: 'Q', options: ['a', 'b'], several: false, closes: 100 });
    const vote = (who: AccountId, at: number, ...options: number[]) => note(asked, who, at, { act: 'vote', options });
    const notes = [
      vote(alice, 20, 0),
      vote(alice, 30, 1),
      vote(bob, 40, 0),
      vote(bob, 50, 0, 1),
      vote(carol, 60, 7),
      vote(alice, 120, 0),
    ];
    expect(foldNotes(asked, notes, OWN_ONLY)).toMatchObject({ votes: [[bob], [alice]], closesAt: 100 });
    const closed = [...notes, note(asked, bob, 35, { act: 'close' }), note(asked, alice, 1, { act: 'close' })];
    expect(foldNotes(asked, closed, OWN_ONLY)).toMatchObject({ votes: [[], [alice]], closesAt: 35 });
    expect(foldNotes(asked, [vote(alice, 20, 0), vote(alice, 21)], OWN_ONLY).votes).toEqual([[], []]);
  });

  it('CHT-56 how long words last is the newest word of those who might say', () => {
    const timer = (who: AccountId, at: number, life: number | null) => {
      const read = readNote(timed(new Chain(who, `device of ${who} at ${at}`, chat), at, life));
      if (read === null) throw new Error('no timer');
      return read;
    };
    const notes = [timer(alice, 30, 60_000), timer(bob, 20, null), timer(carol, 40, 90_000)];
    expect(timerOf(notes, () => true)).toMatchObject({ author: carol, said: { life: 90_000 } });
    expect(timerOf(notes, (who) => who !== carol)).toMatchObject({ author: alice, said: { life: 60_000 } });
    expect(
      timerOf(
        notes.slice(0, 2).map((one) => ({ ...one, hidden: true as const })),
        () => true,
      ),
    ).toBeNull();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { spokenUses } from '@domain/feed/counting.ts';
import { foldPost } from '@domain/feed/fold.ts';
import type { NoteRecord, Said } from '@domain/feed/note.ts';
import { type PostRecord, textPost } from '@domain/feed/post.ts';
import { remarkSpace, whisperSpace } from '@domain/feed/spaces.ts';
import { blobOf, circle } from '../../../../support/shared/feedEvents.ts';
import { alice, bob, idOf } from '../../../../support/shared/storeFixtures.ts';
import { anyNotes, carol, thePost } from './arbitraries.ts';

interface Saying {
  readonly by: AccountId;
  readonly space: SpaceId;
  readonly at?: number;
}

let count = 0;
function note(said: Said, { by, space, at = 2000 }: Saying): NoteRecord {
  count += 1;
  return { id: idOf<EventId>(`fold ${count}`), post: thePost.id, space, author: by, at, said };
}
const byBob = { by: bob, space: circle };
const byAlice = { by: alice, space: remarkSpace(circle, alice) };
const remark = (text: string, saying: Saying, to: EventId | null = null) =>
  note({ act: 'remark', text, to, by: null }, saying);
const edit = (text: string, saying: Saying) => note({ act: 'edit', body: textPost(text) }, saying);
const story: PostRecord = { ...thePost, body: null, story: { blob: blobOf('s'), size: 3 }, expires: 5000 };

function isAuthors({ author, space }: NoteRecord): boolean {
  return author === bob && space === circle;
}

describe('foldPost', () => {
  it('FED-7 comes to the same in whatever order notes came, and however often', () => {
    fc.assert(
      fc.property(
        anyNotes.chain((notes) =>
          fc.tuple(fc.constant(notes), fc.shuffledSubarray([...notes], { minLength: notes.length })),
        ),
        ([notes, shuffled]) => {
          expect(foldPost(thePost, shuffled)).toEqual(foldPost(thePost, notes));
          expect(foldPost(story, shuffled)).toEqual(foldPost(story, notes));
        },
      ),
    );
  });

  it('FED-8 nobody but the author edits or deletes', () => {
    fc.assert(
      fc.property(anyNotes, (notes) => {
        const folded = foldPost(thePost, notes);
        const has = (act: Said['act']) => notes.some((one) => isAuthors(one) && one.said.act === act);
        expect([folded.isDeleted, folded.editedAt !== null]).toEqual([has('delete'), has('edit')]);
        if (!has('edit') && !has('delete')) expect(folded.body).toEqual(thePost.body);
      }),
    );
  });

  it('FED-8 a remark is shown where it may be said, unless the author hushed it or whose it is took it back', () => {
    fc.assert(
      fc.property(anyNotes, (notes) => {
        const { remarks, likes } = foldPost(thePost, notes);
        const isOwn = (one: NoteRecord) => isAuthors(one) || one.space === remarkSpace(circle, one.author);
        const ofReaders = notes.filter((one) => one.author !== bob && isOwn(one));
        const places = new Set(
          ofReaders.filter(({ said }) => ['remark', 'unremark', 'like'].includes(said.act)).map(({ space }) => space),
        );
        // The author answers, and hushes, where a reader said something.
        const isBeside = ({ author, space, said }: NoteRecord) =>
          author === bob && places.has(space) && (said.act !== 'remark' || said.to !== null);
        const counting = notes.filter((one) => isOwn(one) || isBeside(one));
        const isGone = ({ id, author }: NoteRecord) =>
          counting.some((one) => {
            if (one.said.act === 'hush') return one.said.remark === id && (isAuthors(one) || isBeside(one));
            return one.said.act === 'unremark' && one.said.remark === id && one.author === author;
          });
        const expected = counting.filter((one) => one.said.act === 'remark' && !isGone(one));
        const shown = new Set(remarks.map(({ id }) => id));
        expect(shown).toEqual(new Set(expected.map(({ id }) => id)));
        expect(remarks.every(({ to }) => to === null || shown.has(to))).toBe(true);
        expect(new Set(likes.map(({ author }) => author)).size).toBe(likes.length);
      }),
    );
  });

  it('FED-7 the later edit holds, of equal times the greater id', () => {
    const edits = [edit('one', { ...byBob, at: 3000 }), edit('two', { ...byBob, at: 3000 }), edit('old', byBob)];
    const greater = edits.slice(0, 2).toSorted((a, b) => (a.id < b.id ? 1 : -1))[0];
    const folded = foldPost(thePost, edits);
    expect([folded.body, folded.editedAt]).toEqual([greater?.said.act === 'edit' ? greater.said.body : null, 3000]);
  });

  it('FED-7 of edits and likings the later signed holds, wherever they stand and however wrong a clock was', () => {
    // A clock far ahead: each device has what it says where its own clock allows.
    const ahead = { ...edit('of the laptop, first', { ...byBob, at: 3000 }), signedAt: 9_000_000 };
    const later = { ...edit('of the desktop, knowing of it', { ...byBob, at: 2500 }), after: 9_000_000 };
    const apart = edit('of the desktop, before', { ...byBob, at: 4000 });
    const bodyOf = (notes: readonly NoteRecord[]) => foldPost(thePost, notes).body;
    const said = (one: NoteRecord) => (one.said.act === 'edit' ? one.said.body : null);
    expect(bodyOf([ahead, apart])).toEqual(said(ahead));
    expect(bodyOf([ahead, later, apart])).toEqual(said(later));
    const moved = [ahead, later, apart].map((one, place) => ({
      ...one,
      at: 9000 - place,
      signedAt: one.signedAt ?? one.at,
    }));
    expect(bodyOf(moved)).toEqual(said(later));
    const like = (mark: string | null, saying: Saying) => note({ act: 'like', mark }, saying);
    const liked = { ...like('+', { ...byAlice, at: 5000 }), signedAt: 8000 };
    const unliked = { ...like(null, { ...byAlice, at: 4000 }), after: 8000 };
    expect(foldPost(thePost, [unliked, liked]).likes).toEqual([]);
    expect(foldPost(thePost, [liked, like('-', { ...byAlice, at: 6000 })]).likes).toMatchObject([{ mark: '+' }]);
  });

  it('FED-7 a deleted post shows nothing, whatever comes after', () => {
    const folded = foldPost(thePost, [note({ act: 'delete' }, byBob), edit('again', { ...byBob, at: 9000 })]);
    expect([folded.body, folded.isDeleted]).toEqual([null, true]);
  });

  it('FED-7 of likings the last of each person holds; null takes it back', () => {
    const like = (mark: string | null, saying: Saying) => note({ act: 'like', mark }, saying);
    const byCarol = { by: carol, space: remarkSpace(circle, carol) };
    const said = [
      like('+', byAlice),
      like('-', { ...byAlice, at: 3000 }),
      like('+', byCarol),
      like('+', { ...byBob, at: 1 }),
    ];
    expect(foldPost(thePost, said).likes.map(({ author, mark }) => [author, mark])).toEqual([
      [bob, '+'],
      [carol, '+'],
      [alice, '-'],
    ]);
    expect(foldPost(thePost, [...said, like(null, { ...byAlice, at: 4000 })]).likes).toHaveLength(2);
  });

  it('FED-7 a remark goes when its author takes it back or the post’s author hushes it; answers stand by themselves', () => {
    const [first, second] = [remark('first', byAlice), remark('second', { ...byAlice, at: 2100 })];
    const answer = remark('answer', { ...byBob, at: 2200 }, first.id);
    const all = [first, second, answer];
    expect(foldPost(thePost, all).remarks.map(({ text, to }) => [text, to])).toEqual([
      ['first', null],
      ['second', null],
      ['answer', first.id],
    ]);
    const without = (...more: readonly NoteRecord[]) => foldPost(thePost, [...all, ...more]).remarks;
    const back = note({ act: 'unremark', remark: first.id }, { ...byAlice, at: 1 });
    expect(without(back).map(({ text, to }) => [text, to])).toEqual([
      ['second', null],
      ['answer', null],
    ]);
    expect(without(note({ act: 'hush', remark: second.id }, byBob))).toHaveLength(2);
    // The author hushes where the remark is, too; there nobody else does.
    expect(without(note({ act: 'hush', remark: second.id }, { ...byAlice, by: bob }))).toHaveLength(2);
    expect(without(note({ act: 'hush', remark: second.id }, byAlice))).toHaveLength(3);
    expect(without(note({ act: 'unremark', remark: first.id }, byBob))).toHaveLength(3);
    const byCarol = { by: carol, space: remarkSpace(circle, carol) };
    expect(
      without(note({ act: 'unremark', remark: first.id }, byCarol), note({ act: 'hush', remark: first.id }, byCarol)),
    ).toHaveLength(3);
  });

  it('FED-8 what was seen is said in whispers alone, and the first time counts', () => {
    const seen = (space: SpaceId, at: number) => note({ act: 'seen' }, { by: alice, space, at });
    const whispers = whisperSpace(circle, alice);
    const said = [seen(whispers, 3000), seen(whispers, 2500), seen(byAlice.space, 1), seen(circle, 1)];
    expect(foldPost(story, said).seenBy).toEqual([{ author: alice, at: 2500 }]);
    const asCarol = note({ act: 'seen' }, { by: carol, space: whispers });
    expect(foldPost(story, [asCarol]).seenBy).toEqual([]);
  });

  it('FED-9 no edit counts for a story', () => {
    expect(foldPost(story, [edit('stays', byBob)])).toMatchObject({ body: null, editedAt: null });
  });
});

describe('spokenUses', () => {
  it('FED-10 never counts what only a stranger’s note speaks of, nor what is of a story’s edit', () => {
    fc.assert(
      fc.property(anyNotes, fc.boolean(), fc.nat(10_000), (notes, isStory, now) => {
        const post = isStory ? story : thePost;
        const use = (event: EventId) => ({
          ...{ blob: blobOf('b'), event, post: post.id, space: circle, size: 1, at: 1, expires: null },
        });
        const uses = [use(post.id), ...notes.map(({ id }) => use(id))];
        const found = spokenUses(uses, { posts: [post], notes: new Map([[post.id, notes]]) }, now);
        const isOver = foldPost(post, notes).isDeleted || (post.expires !== null && post.expires <= now);
        const edits = notes.filter(
          ({ author, space, said }) => said.act === 'edit' && author === bob && space === circle,
        );
        const counting = isOver ? [] : [post.id, ...(isStory ? [] : edits.map(({ id }) => id))];
        expect(found.map((one) => one.use.event)).toEqual(counting);
      }),
    );
  });

  it('FED-10 counts nothing of a post that is not here', () => {
    const use = {
      blob: blobOf('b'),
      event: thePost.id,
      post: thePost.id,
      space: circle,
      size: 1,
      at: 1,
      expires: null,
    };
    expect(spokenUses([use], { posts: [], notes: new Map() }, 0)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import type { AccountId, BlobId, SpaceId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import type { MessageKey } from '@domain/chat/message.ts';
import type { AttachmentRecord } from '@domain/chat/marks.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import { fileAccess, passingOn } from '@services/files/fileAccess.ts';
import { cleanMime } from '@services/files/mimeType.ts';

const me = 'me' as AccountId;
const alice = 'alice' as AccountId;
const bob = 'bob' as AccountId;
const carol = 'carol' as AccountId;
const blob = 'blob' as BlobId;
const withBob = 'with bob' as SpaceId;
const withCarol = 'with carol' as SpaceId;
/** Carol came later: of what Alice said up to place 4 she is given nothing. */
const group = 'group' as SpaceId;
type Said = readonly [space: SpaceId, author: AccountId, seq?: number];
const readers: Readonly<Record<string, readonly AccountId[]>> = {
  [withBob]: [bob],
  [withCarol]: [carol],
  [group]: [bob, carol],
};

/** Whether an account may be given the blob on Alice's device, if these messages speak of it. */
function mayHave(account: AccountId, ...said: readonly Said[]): Promise<boolean> {
  const rows = said.map(([space, author, seq = 0]) => ({
    space,
    author,
    blob,
    seq,
    message: `${author} ${seq}`,
    at: seq,
  }));
  const store = {
    attachmentsOf: async () => ok(rows as unknown as readonly AttachmentRecord[]),
    messages: async (space: SpaceId, { key }: { readonly key: MessageKey }) => {
      const messages = rows
        .filter((row) => row.space === space && row.at >= key.at)
        .toSorted((one, other) => one.at - other.at)
        .map(({ message, author, seq }) => ({ id: message, device: `of ${author}`, seq }));
      return ok({ messages });
    },
    feed: { usesOf: async () => ok([]) },
  } as unknown as DocumentStore;
  const access = fileAccess({
    self: me,
    store,
    directory: {
      readersOf: (space) => readers[space] ?? [],
      isOpenEnded: (space) => space === group,
      floorOf: (_, who, device) => (who === carol && device === `of ${alice}` ? 4 : -1),
    },
    channels: { metIn: () => null, penOf: () => null },
    clock: { now: () => 0 },
  });
  return Promise.resolve(access(account, blob));
}

describe('fileAccess', () => {
  it('FIL-5 whom a file was sent to may have it, a third person may not', async () => {
    expect(await mayHave(bob, [withBob, alice])).toBe(true);
    expect(await mayHave(carol, [withBob, alice])).toBe(false);
    expect(await mayHave(bob)).toBe(false);
  });

  it('FIL-13 another own device may have whatever this one has', async () => {
    expect(await mayHave(me)).toBe(true);
    expect(await mayHave(me, [withCarol, carol])).toBe(true);
  });

  it('FIL-5 to name a blob of another chat opens nothing', async () => {
    expect(await mayHave(carol, [withBob, alice], [withCarol, carol])).toBe(false);
    expect(await mayHave(carol, [withBob, alice], [withCarol, alice])).toBe(true);
  });

  it('FIL-5 who came later is not given what was sent before', async () => {
    expect(await mayHave(bob, [group, alice, 4])).toBe(true);
    expect(await mayHave(carol, [group, alice, 4])).toBe(false);
    expect(await mayHave(carol, [group, alice, 5])).toBe(true);
    expect(await mayHave(carol, [group, alice, 4], [group, bob, 0])).toBe(true);
    // To speak of it oneself opens nothing either.
    expect(await mayHave(carol, [group, alice, 4], [group, carol, 0])).toBe(false);
  });

  it('FIL-5 who sent a file may have it back', async () => {
    expect(await mayHave(bob, [withBob, bob])).toBe(true);
  });
});

describe('cleanMime', () => {
  it('FIL-1 what a browser says of a type is said without parameters, or not at all', () => {
    expect(cleanMime('Text/Plain; charset=utf-8')).toBe('text/plain');
    for (const wrong of ['', 'text', 'text/', '../x', 'a b/c', `text/${'x'.repeat(200)}`]) {
      expect(cleanMime(wrong)).toBe('application/octet-stream');
    }
  });
});

describe('while data is saved', () => {
  const passes = (account: AccountId, isSaving: boolean, ...authors: readonly AccountId[]) => {
    const rows = authors.map((author) => ({ space: group, author, blob, message: author, at: 0 }));
    // Of the store only what is asked here is there.
    const store = {
      attachmentsOf: async () => ok(rows as unknown as readonly AttachmentRecord[]),
      feed: { usesOf: async () => ok([]) },
    } as unknown as DocumentStore;
    return passingOn({ self: me, store, clock: { now: () => 0 } }, () => isSaving)(account, blob);
  };

  it('SET-5 what others alone spoke of is not passed on, but to own devices', async () => {
    expect(await passes(bob, true, alice)).toBe(false);
    expect(await passes(bob, true, alice, me)).toBe(true);
    expect(await passes(bob, true)).toBe(false);
    expect(await passes(me, true, alice)).toBe(true);
    expect(await passes(bob, false, alice)).toBe(true);
  });
});

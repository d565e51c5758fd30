import { describe, expect, it } from 'vitest';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import type { FileReference } from '@domain/chat/file.ts';
import type { MessageRecord } from '@domain/chat/message.ts';
import { type ChatPageWords, type ChatPages, chatPage } from '@domain/exporting/chatPage.ts';
import { FilesOfExport } from '@services/exporting/exportedFiles.ts';
import type { AccountId, EventId } from '@shared/ids.ts';
import { blobOf } from '../../../../support/shared/feedEvents.ts';
import { alice } from '../../../../support/shared/storeFixtures.ts';
import { value } from '../../../../support/shared/storeScene.ts';

const WORDS: ChatPageWords = {
  ...{ language: 'en', direction: 'ltr', you: 'You', previous: 'previous', next: 'next', all: 'all', edited: 'edited' },
  ...{ forwarded: 'forwarded', missing: 'missing', gone: 'gone' },
  day: () => 'day',
  time: () => 'time',
  moment: () => 'moment',
  about: () => 'saved',
  counts: () => [],
  page: () => 'page',
  votes: () => 'votes',
  recalled: () => 'recalled',
  line: () => 'line',
  links: () => [],
};

const PAGES: ChatPages = {
  chat: { name: 'Bob', kind: 'direct', self: alice, since: null, until: null, exportedAt: 1 },
  words: WORDS,
  nameOf: () => 'Bob',
  quoted: () => null,
};

interface Sent {
  readonly name: string;
  readonly mime: string;
  readonly isPicture: boolean;
}

/** Where the file of a message is in the archive, and what its page says. */
async function exported({ name, mime, isPicture }: Sent): Promise<{ readonly path: string; readonly page: string }> {
  const store = new MemoryDocumentStore();
  value(await store.open(alice));
  const blob = blobOf(name);
  const row = {
    id: blob,
    size: 7,
    state: 'complete',
    origin: 'received',
    keep: false,
    createdAt: 0,
    usedAt: 0,
  } as const;
  value(await store.blobs.put(row));
  const picture = isPicture ? { width: 10, height: 10, blur: '', thumbnail: null } : null;
  const file: FileReference = { blob, name, mime, size: 7, picture };
  const body: MessageRecord['body'] = { kind: 'file', file, caption: '' };
  const path = await new FilesOfExport(store, 'all').pathOf(body);
  if (path === null) throw new Error('not in the archive');
  const message = { id: 'message' as EventId, at: 1, own: false, author: 'bob' as AccountId, body, path };
  const rest = {
    reply: null,
    isForwarded: false,
    mentions: [],
    versions: [],
    reactions: [],
    votes: [],
    closesAt: null,
  };
  const place = { name: 'index.html', previous: null, next: null, list: null };
  return { path, page: chatPage(PAGES, place, [{ ...message, ...rest }]) };
}

describe('files of an export', () => {
  it.each([
    ['cat.html', 'image/gif', 'media/00001-cat.gif'],
    ['cat.svg', 'image/png', 'media/00001-cat.png'],
    ['cat.gif.xhtml', 'image/webp', 'media/00001-cat.gif.webp'],
    ['cat', 'image/jpeg', 'media/00001-cat.jpg'],
    ['cat.PNG', 'image/png', 'media/00001-cat.png'],
  ])('CEX-8 a picture %s (%s) is named as one', async (name, mime, expected) => {
    const { path, page } = await exported({ name, mime, isPicture: true });
    expect(path).toBe(expected);
    expect(page).toContain(`<a href="${expected}"><img src="${expected}"`);
  });

  it('CEX-8 a picture of which nobody says what it is leads nowhere', async () => {
    const { page } = await exported({ name: 'cat.html', mime: 'text/html', isPicture: true });
    expect(page).toContain('<img src="media/00001-cat.html"');
    expect(page).not.toContain('<a ');
  });

  it.each(['page.html', 'page.shtml', 'drawing.svg', 'feed.xml', 'setup.exe', 'nothing', 'odd.quux', 'page.xht'])(
    'CEX-8 a page leads not to %s, and says where it is',
    async (name) => {
      const { path, page } = await exported({ name, mime: 'text/plain', isPicture: false });
      expect(page).not.toContain('<a ');
      expect(page).toContain(`<code dir="ltr">${path}</code>`);
    },
  );

  it.each(['paper.pdf', 'sums.xlsx', 'all.tar.gz', 'Notes.TXT'])('CEX-8 a page leads to %s', async (name) => {
    const { path, page } = await exported({ name, mime: 'text/html', isPicture: false });
    expect(page).toContain(`<a href="${path}" download>`);
  });
});

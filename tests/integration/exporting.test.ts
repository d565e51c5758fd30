import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { MEMORY_PICTURE } from '@adapters/memory/media/memoryPictures.ts';
import { crc32 } from '@domain/archive/crc32.ts';
import { dataOffset, findDirectory, readDirectory } from '@domain/archive/zipDirectory.ts';
import { joinBytes } from '@domain/codec/bytes.ts';
import type { ChatPageWords } from '@domain/exporting/chatPage.ts';
// Virtual time does not wait for an import: what is loaded late is loaded before.
import '@services/exporting/exportChat.ts';
import type { ByteSink } from '@ports/media.ts';
import type { ExportWish } from '@services/workspace/exportWorkspace.ts';
import type { EventId } from '@shared/ids.ts';
import { type Person, must, two } from './support/world.ts';

const WORDS: ChatPageWords = {
  language: 'ar',
  direction: 'rtl',
  you: 'You',
  previous: 'previous',
  next: 'next',
  all: 'all',
  edited: 'edited',
  forwarded: 'forwarded',
  missing: 'missing',
  gone: 'gone',
  day: (at) => new Date(at).toISOString().slice(0, 10),
  time: (at) => new Date(at).toISOString().slice(11, 16),
  moment: (at) => new Date(at).toISOString(),
  about: () => 'saved',
  counts: ({ messages, ended }) => [`${messages} messages, ${ended} ended`],
  page: (_from, _to, count) => `${count} messages`,
  votes: (count) => `${count} votes`,
  recalled: (_message, name) => `${name} asked to remove this`,
  line: ({ body }) => body.kind,
  links: (text) => {
    const start = text.indexOf('https://');
    return start < 0 ? [] : [{ start, end: text.length, url: text.slice(start) }];
  },
};

interface Kept extends ByteSink {
  readonly bytes: () => Uint8Array;
  readonly state: () => 'open' | 'closed' | 'aborted';
  readonly largest: () => number;
}

function sink(onWrite: () => void = () => undefined): Kept {
  const parts: Uint8Array[] = [];
  let state: 'open' | 'closed' | 'aborted' = 'open';
  return {
    write: async (bytes) => {
      onWrite();
      parts.push(bytes.slice());
    },
    close: async () => {
      state = 'closed';
    },
    abort: async () => {
      state = 'aborted';
    },
    bytes: () => joinBytes(...parts),
    state: () => state,
    largest: () => Math.max(...parts.map(({ length }) => length)),
  };
}

const ALL = { name: 'Bob', since: null, until: null, files: 'all', words: WORDS } as const;

async function save(person: Person, other: string, wish: Partial<ExportWish> = {}) {
  const out = sink();
  const names = new Map((await person.read(person.workspace.contacts())).map(({ account, name }) => [account, name]));
  const full: ExportWish = { ...ALL, nameOf: (account) => names.get(account) ?? person.name, ...wish };
  const target = { sink: out, signal: new AbortController().signal, onProgress: () => undefined };
  const saving = person.workspace.exportChat(await person.spaceWith(other), full, target);
  const counts = must(await saving);
  expect(out.state()).toBe('closed');
  return { counts, files: filesIn(out.bytes()), out };
}

/** The files of an archive, each checked against what its list says. */
function filesIn(zip: Uint8Array): ReadonlyMap<string, string> {
  const place = must(findDirectory(zip, zip.length));
  const list = must(readDirectory(zip.subarray(place.offset, place.offset + place.size), place));
  return new Map(
    list.map((entry) => {
      const start = dataOffset(zip.subarray(entry.offset), entry) ?? 0;
      const bytes = new Uint8Array(inflateRawSync(zip.subarray(start, start + entry.packed)));
      expect([bytes.length, crc32(bytes)]).toEqual([entry.size, entry.checksum]);
      return [entry.path, new TextDecoder().decode(bytes)];
    }),
  );
}

function textOf(files: ReadonlyMap<string, string>, path: string): string {
  const text = files.get(path);
  if (text === undefined) throw new Error(`${path} is not in the archive: ${[...files.keys()].join(', ')}`);
  return text;
}

interface Told {
  readonly format: string;
  readonly version: number;
  readonly messages: readonly Record<string, unknown>[];
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly leftOut: Record<string, number>;
}

function jsonOf(files: ReadonlyMap<string, string>): Told {
  const told: unknown = JSON.parse(textOf(files, 'chat.json'));
  // The form is what this test is about: each use says which part of it.
  return told as Told;
}

describe('a saved chat', () => {
  it('CEX-2 CEX-4 CEX-5 tells what was said, changed, answered, voted and taken back', async () => {
    const { world, alice, bob } = await two();
    const space = await alice.spaceWith('Bob');
    const first = (await alice.say('Bob', 'Lunch <b>now</b>? https://example.org/?a=1&b=2')) as EventId;
    await world.pass(500);
    const answer = must(await bob.workspace.sendText(space, '**Yes**\n`x < 1`', { reply: first })).id;
    await world.pass(500);
    const poll = must(
      await alice.workspace.sendPoll(space, {
        question: 'Where?',
        options: ['Here', 'There'],
        several: false,
        closes: null,
      }),
    ).id;
    await world.pass(500);
    must(await bob.workspace.votePoll(space, poll, [1]));
    must(await bob.workspace.react(space, first, '👍'));
    const gone = must(await bob.workspace.sendText(space, 'a secret')).id;
    await world.pass(500);
    must(await bob.workspace.recallMessage(space, gone));
    must(await alice.workspace.editMessage(space, first, { text: 'Lunch at one? https://example.org/?a=1&b=2' }));
    await world.pass(1000);

    const { counts, files } = await save(alice, 'Bob');
    expect(counts).toEqual({ messages: 4, files: 0, ended: 0, missing: 0, unwanted: 0 });
    expect([...files.keys()]).toEqual(['chat.json', 'index.html']);
    const { messages, people, ...head } = jsonOf(files);
    expect(head).toMatchObject({ format: 'banyan-chat', version: 1, chat: { name: 'Bob', kind: 'direct' } });
    expect(people.map(({ name }) => name).toSorted()).toEqual(['Alice', 'Bob']);
    const bobs = people.find(({ name }) => name === 'Bob')?.id;
    expect(messages[0]).toMatchObject({
      id: first,
      kind: 'text',
      text: 'Lunch at one? https://example.org/?a=1&b=2',
      versions: [
        { text: 'Lunch <b>now</b>? https://example.org/?a=1&b=2' },
        { text: expect.stringMatching(/one/u) as string },
      ],
      reactions: [{ sign: '👍', people: [bobs] }],
    });
    expect(messages[1]).toMatchObject({ id: answer, reply: first, author: bobs });
    expect(messages[2]).toMatchObject({
      poll: {
        options: [
          { text: 'Here', votes: [] },
          { text: 'There', votes: [bobs] },
        ],
      },
    });
    expect(messages[3]).toMatchObject({ kind: 'recalled', by: bobs });

    const page = textOf(files, 'index.html');
    expect(page).toContain('<html lang="ar" dir="rtl">');
    expect(page).toContain(`<a class="quote" href="#${first}"`);
    expect(page).toContain('<strong>Yes</strong>');
    expect(page).toContain('<code>x &lt; 1</code>');
    expect(page).toContain('<a href="https://example.org/?a=1&amp;b=2"');
    expect(page).toContain('Lunch &lt;b&gt;now&lt;/b&gt;?');
    expect(page).toContain('Bob asked to remove this');
    expect(page).not.toContain('a secret');
    expect(textOf(files, 'chat.json')).not.toContain('a secret');
    expect(page).toContain("default-src 'none'".replaceAll("'", '&#39;'));
    expect(page).not.toMatch(/<script|onerror|javascript:/iu);
  });

  it('CEX-5 words that end are left out, and counted', async () => {
    const { world, alice } = await two();
    const space = await alice.spaceWith('Bob');
    await alice.say('Bob', 'stays');
    must(await alice.workspace.setTimer(space, 3_600_000));
    await world.pass(1000);
    await alice.say('Bob', 'goes');
    await world.pass(2000);
    const { counts, files } = await save(alice, 'Bob');
    expect(counts).toMatchObject({ messages: 1, ended: 1 });
    expect(jsonOf(files).leftOut).toEqual({ endingMessages: 1, filesNotHere: 0, filesNotWanted: 0 });
    expect([...files.values()].join('')).not.toContain('goes');
  });

  it('CEX-1 CEX-7 files come along as they are, or not, as one chooses', async () => {
    const { world, alice } = await two();
    const space = await alice.spaceWith('Bob');
    const long = 'x'.repeat(300_000);
    const outgoing = (text: string, name: string) => ({ file: new File([text], name), asFile: false, caption: '' });
    must(
      await alice.workspace.sendFiles(space, [
        outgoing(`${MEMORY_PICTURE}sea`, 'sea.jpg'),
        outgoing(long, '../../evil\u202etxt.exe'),
      ]),
    );
    await world.pass(3000);
    const all = await save(alice, 'Bob');
    expect(all.counts).toMatchObject({ messages: 2, files: 2, unwanted: 0 });
    const paths = [...all.files.keys()].filter((path) => path.startsWith('media/'));
    expect(paths).toEqual(['media/00001-photo.webp', 'media/00002-eviltxt.exe']);
    expect(textOf(all.files, 'media/00002-eviltxt.exe')).toBe(long);
    expect(textOf(all.files, 'index.html')).toContain(
      '<a href="media/00001-photo.webp"><img src="media/00001-photo.webp"',
    );
    expect(jsonOf(all.files).messages[0]).toMatchObject({ file: { path: 'media/00001-photo.webp' } });
    const pictures = await save(alice, 'Bob', { files: 'pictures' });
    expect(pictures.counts).toMatchObject({ files: 1, unwanted: 1 });
    const none = await save(alice, 'Bob', { files: 'none' });
    expect(none.counts).toMatchObject({ files: 0, unwanted: 2 });
    expect(textOf(none.files, 'index.html')).toContain('missing');
  });

  it('CEX-3 CEX-6 a long chat is pages, in small pieces; a stretch of it is what lies in it', async () => {
    const { world, alice } = await two();
    const space = await alice.spaceWith('Bob');
    for (let index = 0; index < 1003; index += 1) must(await alice.workspace.sendText(space, `line ${index}`));
    await world.pass(1000);
    const { files, counts, out } = await save(alice, 'Bob');
    expect(counts.messages).toBe(1003);
    expect([...files.keys()]).toEqual(['chat.json', 'page-0001.html', 'page-0002.html', 'index.html']);
    expect(textOf(files, 'page-0002.html').match(/<article/gu)).toHaveLength(3);
    expect(textOf(files, 'page-0001.html')).toContain('<a href="page-0002.html">next</a>');
    expect(textOf(files, 'index.html')).toContain('1000 messages');
    expect(out.largest()).toBeLessThan(512 * 1024);
    const window = alice.workspace.openMessages(space);
    await world.pass(50);
    const [first, second] = window.state.get().messages.slice(-3);
    window.dispose();
    if (first === undefined || second === undefined) throw new Error('no messages');
    const some = await save(alice, 'Bob', { since: first.at, until: second.at });
    const told = jsonOf(some.files).messages.map(({ id }) => id);
    expect(told).toContain(first.id);
    expect(told).toContain(second.id);
    expect(told.length).toBeLessThan(1003);
  });

  it('CEX-6 stopped, or with no room, no archive is left', async () => {
    const { alice } = await two();
    await alice.say('Bob', 'hello');
    const space = await alice.spaceWith('Bob');
    const own = new AbortController();
    own.abort();
    const stopped = sink();
    const wish: ExportWish = { ...ALL, nameOf: () => '' };
    const asked = { signal: own.signal, onProgress: () => undefined };
    const answer = await alice.workspace.exportChat(space, wish, { ...asked, sink: stopped });
    expect([answer.ok ? null : answer.error.code, stopped.state()]).toEqual(['upload-cancelled', 'aborted']);
    const full = sink(() => {
      throw new Error('no room');
    });
    const failed = await alice.workspace.exportChat(space, wish, {
      ...{ sink: full, signal: new AbortController().signal, onProgress: () => undefined },
    });
    expect([failed.ok ? null : failed.error.code, full.state()]).toEqual(['export-failed', 'aborted']);
  });
});

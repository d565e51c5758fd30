/** Exports of everything, made in memory and looked into. */
import { inflateRawSync } from 'node:zlib';
import { crc32 } from '@domain/archive/crc32.ts';
import { dataOffset, findDirectory, readDirectory } from '@domain/archive/zipDirectory.ts';
import { joinBytes } from '@domain/codec/bytes.ts';
import { type DataKind, dataPath } from '@domain/exporting/all/form.ts';
import type { AllPageWords } from '@domain/exporting/all/pages.ts';
import type { ChatPageWords } from '@domain/exporting/chatPage.ts';
import type { AllWords, ExportedAll } from '@services/workspace/exportWorkspace.ts';
import { type Person, must } from './world.ts';

/** Plain words for pages. */
export const CHAT_WORDS: ChatPageWords = {
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
  links: () => [],
};

const PAGE_WORDS: AllPageWords = {
  chat: CHAT_WORDS,
  title: (name) => `Everything of ${name}`,
  about: (at) => new Date(at).toISOString(),
  warning: 'Anyone can read this',
  data: 'data',
  part: (part) => part,
  nothing: 'nothing',
  back: 'back',
  unknown: 'somebody',
  counted: (count) => `${count} entries`,
  imported: 'imported',
  leftOut: (counts) => Object.entries(counts).map(([name, count]) => `${name}: ${count}`),
  likes: (count) => `${count} likes`,
  sold: 'sold',
};

const WORDS: AllWords = {
  pages: PAGE_WORDS,
  lists: { person: ({ name }) => ({ text: name, href: null, below: '' }), wallet: () => [] },
};

/** An export that came to its end, or why it did not. */
export interface MadeExport extends ExportedAll {
  readonly zip: Uint8Array;
  readonly state: 'open' | 'closed' | 'aborted';
  readonly code: string | null;
  /** The largest piece that was written at once, bytes. */
  readonly largest: number;
  /** The most that was read of files and not written yet, bytes. */
  readonly held: number;
}

/** Exports everything of somebody. `stopAt`: the person gives up once so many bytes were written. */
export async function exportOf(
  person: Person,
  { stopAt = Number.POSITIVE_INFINITY, withFiles = true }: { stopAt?: number; withFiles?: boolean } = {},
): Promise<MadeExport> {
  const parts: Uint8Array[] = [];
  const own = new AbortController();
  let [state, largest, written, held, reading]: [MadeExport['state'], number, number, number, number] = [
    'open',
    0,
    0,
    0,
    0,
  ];
  const stop = onBlobRead(person, (bytes) => {
    reading += bytes;
    held = Math.max(held, reading);
  });
  const sink = {
    write: (bytes: Uint8Array) => {
      parts.push(bytes.slice());
      largest = Math.max(largest, bytes.length);
      written += bytes.length;
      reading = Math.max(0, reading - bytes.length);
      if (written >= stopAt) own.abort();
      return Promise.resolve();
    },
    close: () => {
      state = 'closed';
      return Promise.resolve();
    },
    abort: () => {
      state = 'aborted';
      return Promise.resolve();
    },
  };
  const target = { sink, signal: own.signal, onProgress: () => undefined };
  const made = await person.workspace.exportAll({ withFiles, words: () => WORDS }, target);
  stop();
  const counted = made.ok ? made.value : { counts: {}, leftOut: {} };
  return { ...counted, zip: joinBytes(...parts), state, code: made.ok ? null : made.error.code, largest, held };
}

/** Calls back with how many bytes of blobs were read from somebody's host. */
function onBlobRead(person: Person, listener: (bytes: number) => void): () => void {
  const { host } = person;
  const before = host.call;
  const call: typeof host.call = async (name, input) => {
    const answer = await before.call(host, name, input);
    const value: unknown = answer.ok ? answer.value : null;
    if (name === 'blob.read' && typeof value === 'object' && value !== null && 'bytes' in value)
      if (value.bytes instanceof Uint8Array) listener(value.bytes.length);
    return answer;
  };
  Object.assign(host, { call });
  return () => void Object.assign(host, { call: before });
}

/** The files of an archive, each checked against what its list says. */
export function archiveIn(zip: Uint8Array) {
  const place = must(findDirectory(zip, zip.length));
  const list = must(readDirectory(zip.subarray(place.offset, place.offset + place.size), place));
  const files = new Map(
    list.map((entry) => {
      const start = dataOffset(zip.subarray(entry.offset), entry) ?? 0;
      const bytes = new Uint8Array(inflateRawSync(zip.subarray(start, start + entry.packed)));
      if (bytes.length !== entry.size || crc32(bytes) !== entry.checksum) throw new Error(`${entry.path} is not whole`);
      return [entry.path, bytes] as const;
    }),
  );
  const bytes = (path: string): Uint8Array => {
    const found = files.get(path);
    if (found === undefined) throw new Error(`${path} is not in the archive: ${[...files.keys()].join(', ')}`);
    return found;
  };
  const text = (path: string) => new TextDecoder().decode(bytes(path));
  return {
    files,
    paths: [...files.keys()],
    bytes,
    text,
    json: (path: string): unknown => JSON.parse(text(path)),
    lines: (kind: DataKind) =>
      text(dataPath(kind))
        .split('\n')
        .filter((line) => line !== '')
        // The form is what tests are about: each use says which part of it.
        .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>),
  };
}

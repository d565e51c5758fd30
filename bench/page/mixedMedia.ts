/** What people send: words for the most part, and photos alone and together, voice notes, stickers, films and polls between them. */
import type { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { POLL_KIND, STICKER_KIND } from '@domain/chat/bodies.ts';
import { ALBUM_BYTES } from '@domain/chat/extras.ts';
import { type FileMedia, type FileReference, MAX_LEVELS } from '@domain/chat/file.ts';
import { FILE_KIND, MESSAGE_KIND } from '@domain/chat/project.ts';
import { idBytes } from '@domain/event/codec.ts';
import { mixedText } from './mixedText.ts';
import { drawnPicture, keptFile } from './pictures.ts';
import type { Profile } from './profile.ts';

/** How many of each there are; messages take them in turn. */
const PICTURES = 40;
const STICKERS = 12;
const SOUNDS = 8;
const FILMS = 6;
/** Side of a sticker, px. */
const STICKER = 384;
const SOUND_BYTES = 24_000;
const FILM_BYTES = 200_000;

/** Something said: one message, or as many as were sent together. */
export type Said = readonly { readonly kind: string; readonly body: Readonly<Record<string, unknown>> }[];
/** Says the next thing. */
export type Saying = (random: SeededRandom, index: number) => Said;

interface Shelf {
  readonly pictures: readonly FileReference[];
  readonly stickers: readonly FileReference[];
  readonly sounds: readonly FileReference[];
  readonly films: readonly FileReference[];
}

/** Words and nothing else. */
export const wordsAlone: Saying = (random, index) => [{ kind: MESSAGE_KIND, body: { text: mixedText(random, index) } }];

const shelves = new WeakMap<Profile, Promise<Shelf>>();

/** Words and media, of which all files are here. Of ten messages six are words. */
export async function wordsAndMedia(profile: Profile): Promise<Saying> {
  const making = shelves.get(profile) ?? fill(profile);
  shelves.set(profile, making);
  const shelf = await making;
  return (random, index) => {
    const chosen = random.integer(100);
    const [, say] = SHARES.find(([below]) => chosen < below) ?? [0, wordsOf];
    return say(shelf, random, index);
  };
}

/** Films of a size, each another. All of them are here. */
export async function filmsOf(profile: Profile, count: number, size: number): Promise<readonly Said[]> {
  const poster = await drawnPicture(profile, 0);
  const noise = crypto.getRandomValues(new Uint8Array(64 * 1024));
  const films: Said[] = [];
  for (let index = 0; index < count; index += 1) {
    const bytes = new Uint8Array(size);
    for (let at = 0; at < size; at += noise.length) bytes.set(noise.subarray(0, size - at), at);
    new DataView(bytes.buffer).setUint32(0, index);
    const file = { ...(await keptFile(profile, bytes)), name: 'film.webm', mime: 'video/webm', picture: null };
    films.push([fileBody(file, { media: { kind: 'video', duration: 20_000, poster: poster.picture } })]);
  }
  return films;
}

/** One of each kind of media. */
export async function oneOfEach(profile: Profile): Promise<readonly Saying[]> {
  await wordsAndMedia(profile);
  const shelf = await shelves.get(profile);
  if (shelf === undefined) throw new Error('nothing was made');
  return [poll, film, sticker, voice, photo].map(
    (say): Saying =>
      (random, index) =>
        say(shelf, random, index),
  );
}

async function fill(profile: Profile): Promise<Shelf> {
  // One after another: the host has few places for what is being taken in.
  const several = async (count: number, make: (index: number) => Promise<FileReference>) => {
    const made: FileReference[] = [];
    for (let index = 0; index < count; index += 1) made.push(await make(index));
    return made;
  };
  const bytes = (length: number, index: number) => new Uint8Array(length).fill(index + 1);
  return {
    pictures: await several(PICTURES, (index) => drawnPicture(profile, index)),
    stickers: await several(STICKERS, (index) => drawnPicture(profile, PICTURES + index, [STICKER, STICKER])),
    // Nobody plays them here: only their size counts.
    sounds: await several(SOUNDS, async (index) => ({
      ...(await keptFile(profile, bytes(SOUND_BYTES, index))),
      name: 'voice.webm',
      mime: 'audio/webm',
      picture: null,
    })),
    films: await several(FILMS, async (index) => ({
      ...(await keptFile(profile, bytes(FILM_BYTES, SOUNDS + index))),
      name: 'film.webm',
      mime: 'video/webm',
      picture: null,
    })),
  };
}

type Part = (shelf: Shelf, random: SeededRandom, index: number) => Said;

const wordsOf: Part = (_, random, index) => wordsAlone(random, index);
const photo: Part = ({ pictures }, random, index) => {
  const caption = random.chance(0.2) ? mixedText(random, index) : '';
  return [fileBody(taken(pictures, index), { caption })];
};
const album: Part = ({ pictures }, random, index) => {
  const together = random.bytes(ALBUM_BYTES);
  const count = 2 + random.integer(4);
  return Array.from({ length: count }, (_, place) => fileBody(taken(pictures, index + place), { album: together }));
};
const voice: Part = ({ sounds }, random, index) => {
  const levels = random.bytes(MAX_LEVELS);
  const media: FileMedia = { kind: 'voice', duration: 2000 + random.integer(60_000), levels };
  return [fileBody(taken(sounds, index), { media })];
};
const sticker: Part = ({ stickers }, _, index) => {
  const file = taken(stickers, index);
  return [{ kind: STICKER_KIND, body: { file: { ...file, blob: idBytes(file.blob) }, emoji: '🎉' } }];
};
const film: Part = ({ films, pictures }, random, index) => {
  const { picture: poster } = taken(pictures, index);
  const media: FileMedia = { kind: 'video', duration: 5000 + random.integer(90_000), poster };
  return [fileBody(taken(films, index), { media })];
};
const poll: Part = (_, random, index) => {
  const options = Array.from({ length: 2 + random.integer(5) }, (_unused, place) => `Answer ${place + 1}`);
  return [{ kind: POLL_KIND, body: { question: `Question ${index}?`, options, several: false, closes: null } }];
};

/** Up to which of a hundred each kind is said. */
const SHARES: readonly (readonly [number, Part])[] = [
  [60, wordsOf],
  [76, photo],
  [80, album],
  [86, voice],
  [92, sticker],
  [96, film],
  [100, poll],
];

function taken(files: readonly FileReference[], index: number): FileReference {
  const file = files[(index * 7) % files.length];
  if (file === undefined) throw new Error('nothing was made');
  return file;
}

function fileBody(
  file: FileReference,
  said: { readonly caption?: string; readonly media?: FileMedia; readonly album?: Uint8Array },
): Said[number] {
  return { kind: FILE_KIND, body: { file: { ...file, blob: idBytes(file.blob) }, caption: '', ...said } };
}

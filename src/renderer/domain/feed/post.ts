/** What a post is: on the wire, and as it is kept. */
import * as v from 'valibot';
import type { BlobId, EventId, SpaceId } from '@shared/ids.ts';
import {
  accountIdSchema,
  blobIdSchema,
  bytesUpTo,
  countSchema,
  deviceIdSchema,
  eventIdSchema,
  spaceIdSchema,
  timeSchema,
  wireId,
} from '@shared/schemas.ts';
import { encodeCanonical } from '../codec/canonical.ts';
import { MAX_EVENT_BYTES } from '../event/event.ts';
import { fileReferenceSchema, voiceSchema } from '../chat/file.ts';
import { cardBodySchema, encodeCard, programCardSchema } from '../mini/card.ts';
import { idBytes } from '../event/codec.ts';
import { encodeShared, sharedPostSchema, wireSharedSchema } from './sharedPost.ts';
import { paidFaceSchema } from './paid.ts';

/** Most photos of one post. */
export const MOST_PHOTOS = 9;
/** Most pictures and other files an article speaks of. */
export const MOST_ARTICLE_FILES = 100;
/** Longest text of a post, UTF-16 code units. */
export const MAX_POST_TEXT = 10_000;
/** Most bytes of all small pictures of a post together: what it says has to fit an event beside them, see {@link postFits}. */
export const MAX_POST_THUMBNAILS = 44 * 1024;
/** Longest title of an article or a link, UTF-16 code units. */
export const MAX_TITLE = 200;
/** Longest summary of an article, description of a link. */
export const MAX_SUMMARY = 500;
/** Largest document of an article, bytes. */
export const MAX_ARTICLE_BYTES = 1024 * 1024;
/** Longest a story stands, ms. */
export const MAX_STORY_LIFE = 7 * 24 * 3_600_000;
const MAX_URL = 2048;
/** More than an event has around a post or its edit. */
const ENVELOPE = 512;
/** Most pictures an article's event carries itself: the first of them; its document names the rest. */
const MOST_FILES = MOST_PHOTOS;

const text = (most: number) => v.pipe(v.string(), v.maxLength(most));
const blobBytes = wireId<BlobId>();
const eventBytes = wireId<EventId>();
const spaceBytes = wireId<SpaceId>();

/** A link as its sender saw it: readers fetch nothing (FED-6). Only addresses of the web. */
const linkEntries = {
  url: v.pipe(text(MAX_URL), v.check(isWebAddress, 'not an address of the web')),
  title: text(MAX_TITLE),
  description: text(MAX_SUMMARY),
  /** A small JPEG or WebP. */
  thumbnail: v.nullable(bytesUpTo(12 * 1024)),
};
/** See {@link linkEntries}. */
export const postLinkSchema = v.strictObject(linkEntries);
/** See {@link postLinkSchema}. */
export type PostLink = v.InferOutput<typeof postLinkSchema>;

/** What the event of an article says of it; the document itself is a blob. */
export const articleFaceSchema = v.strictObject({
  title: v.pipe(text(MAX_TITLE), v.minLength(1)),
  summary: text(MAX_SUMMARY),
  cover: v.nullable(fileReferenceSchema),
  /** The document, as `domain/article` writes it. */
  document: blobIdSchema,
  size: v.pipe(countSchema, v.maxValue(MAX_ARTICLE_BYTES)),
  /** How many words it has: for the time it takes to read. */
  words: countSchema,
  /** Name of the series it belongs to; empty for none. */
  series: text(MAX_TITLE),
  /** Blobs its document shows: who may have the article may have these. */
  blobs: v.pipe(v.array(blobIdSchema), v.maxLength(MOST_ARTICLE_FILES), v.readonly()),
  /** Missing where everybody may read it. */
  paid: v.exactOptional(paidFaceSchema),
});
/** See {@link articleFaceSchema}. */
export type ArticleFace = v.InferOutput<typeof articleFaceSchema>;

/** What a post shows. All of it is its author's claim. */
export const postBodySchema = v.pipe(
  v.strictObject({
    text: text(MAX_POST_TEXT),
    /** Photos, at most nine; or one video, or one voice note. */
    files: v.pipe(v.array(fileReferenceSchema), v.maxLength(MOST_FILES), v.readonly()),
    /** Set where the one file is a voice note: it is drawn before a byte of it is here. */
    voice: v.exactOptional(voiceSchema),
    link: v.nullable(postLinkSchema),
    program: v.nullable(programCardSchema),
    shared: v.nullable(sharedPostSchema),
    article: v.nullable(articleFaceSchema),
  }),
  v.check((body) => !isEmptyPost(body), 'says nothing'),
  v.check(({ files, voice }) => voice === undefined || files.length === 1, 'a voice note of no file'),
  v.check((body) => thumbnailBytes(body) <= MAX_POST_THUMBNAILS, 'its small pictures are too large'),
);
/** See {@link postBodySchema}. */
export type PostBody = v.InferOutput<typeof postBodySchema>;

/** A story on the wire: what it shows is in a blob, so that nothing of it is left when its time is over (FED-9). */
export const storySchema = v.strictObject({
  blob: blobIdSchema,
  size: v.pipe(countSchema, v.maxValue(64 * 1024)),
  /** What it shows in turn, where that is more than words: who may have the one may have the others. */
  files: v.exactOptional(
    v.pipe(
      v.array(v.strictObject({ blob: blobIdSchema, size: countSchema })),
      v.minLength(1),
      v.maxLength(MOST_FILES + 1),
      v.readonly(),
    ),
  ),
});
/** See {@link storySchema}. */
export type Story = v.InferOutput<typeof storySchema>;

/** `moments`: of people, to a circle. `channels`: to whoever follows. */
export const lanes = ['moments', 'channels'] as const;
/** See {@link lanes}. */
export type Lane = (typeof lanes)[number];

/** A post as it is kept. */
export const postRecordSchema = v.strictObject({
  id: eventIdSchema,
  space: spaceIdSchema,
  lane: v.picklist(lanes),
  /** The person; of a channel's post the channel, as an account. */
  author: accountIdSchema,
  device: deviceIdSchema,
  seq: countSchema,
  /** Where it is shown, ms. */
  at: timeSchema,
  /** When it is over, ms; null for one that stays. */
  expires: v.nullable(timeSchema),
  /** Null for a story: it is in its blob. */
  body: v.nullable(postBodySchema),
  story: v.nullable(storySchema),
});
/** See {@link postRecordSchema}. */
export type PostRecord = v.InferOutput<typeof postRecordSchema>;

/** Whether a post is a story of a person. */
export function isStory({ lane, story }: Pick<PostRecord, 'lane' | 'story'>): boolean {
  return lane === 'moments' && story !== null;
}

/** Where a post stands among others: by time, then by id. */
export interface PostKey {
  readonly at: number;
  readonly id: EventId;
}

const wireFile = v.pipe(
  v.strictObject({ ...fileReferenceSchema.entries, blob: blobBytes }),
  v.transform((file): v.InferOutput<typeof fileReferenceSchema> => file),
);
const wireArticle = v.strictObject({
  ...articleFaceSchema.entries,
  cover: v.nullable(wireFile),
  document: blobBytes,
  blobs: v.pipe(v.array(blobBytes), v.maxLength(MOST_ARTICLE_FILES), v.readonly()),
});

/** The body of a post as an event carries it: ids as bytes. */
export const wirePostSchema = v.pipe(
  v.strictObject({
    text: text(MAX_POST_TEXT),
    files: v.pipe(v.array(wireFile), v.maxLength(MOST_FILES), v.readonly()),
    voice: v.exactOptional(voiceSchema),
    link: v.nullable(postLinkSchema),
    program: v.nullable(cardBodySchema),
    shared: v.nullable(wireSharedSchema),
    article: v.nullable(wireArticle),
  }),
  v.check((body) => !isEmptyPost(body), 'says nothing'),
  v.check(({ files, voice }) => voice === undefined || files.length === 1, 'a voice note of no file'),
  v.check((body) => thumbnailBytes(body) <= MAX_POST_THUMBNAILS, 'its small pictures are too large'),
);
/** A story as an event carries it. */
export const wireStorySchema = v.strictObject({
  ...storySchema.entries,
  blob: blobBytes,
  files: v.exactOptional(
    v.pipe(
      v.array(v.strictObject({ blob: blobBytes, size: countSchema })),
      v.minLength(1),
      v.maxLength(MOST_FILES + 1),
      v.readonly(),
    ),
  ),
});

/** The way back of {@link wireStorySchema}. */
export function encodeStoryPlace({ blob, size, files = [] }: Story): Record<string, unknown> {
  const place = { blob: idBytes(blob), size };
  return files.length === 0
    ? place
    : { ...place, files: files.map((file) => ({ blob: idBytes(file.blob), size: file.size })) };
}

/** Ids as an event carries them. */
export const wireIds = { blob: blobBytes, event: eventBytes, space: spaceBytes } as const;

/** A post's body as an event carries it. Throws on one that does not fit its schema: a bug of the caller. */
export function encodePost(body: PostBody): Record<string, unknown> {
  const { files, voice, program, shared, article } = v.parse(postBodySchema, body);
  return {
    text: body.text,
    files: files.map(fileToWire),
    ...(voice === undefined ? {} : { voice }),
    link: body.link,
    program: program === null ? null : encodeCard(program),
    shared: shared === null ? null : encodeShared(shared),
    article:
      article === null
        ? null
        : {
            ...article,
            cover: article.cover === null ? null : fileToWire(article.cover),
            document: idBytes(article.document),
            blobs: article.blobs.map(idBytes),
          },
  };
}

/**
 * Whether a post fits one event, whatever stands around it. Words of a script with three bytes to a letter may not, beside many pictures:
 * who writes makes the pictures smaller.
 */
export function postFits(body: PostBody): boolean {
  return encodeCanonical(encodePost(body)).length <= MAX_EVENT_BYTES - ENVELOPE;
}

/** A post that shows nothing but words. */
export function textPost(words: string): PostBody {
  return { text: words, files: [], link: null, program: null, shared: null, article: null };
}

/** Every blob a post speaks of, and how large it is where that is said. */
export function blobsOf({
  files,
  program,
  article,
}: PostBody): readonly { readonly blob: BlobId; readonly size: number }[] {
  const shown = article?.cover === null || article?.cover === undefined ? files : [...files, article.cover];
  return [
    ...shown.map(({ blob, size }) => ({ blob, size })),
    ...(program === null ? [] : [{ blob: program.package, size: program.size }]),
    ...(article === null ? [] : [{ blob: article.document, size: article.size }]),
    ...(article?.blobs ?? []).map((blob) => ({ blob, size: 0 })),
  ];
}

function fileToWire(file: PostBody['files'][number]): Record<string, unknown> {
  return { ...file, blob: idBytes(file.blob) };
}

/** As much of a post as is looked at beside its form. */
interface Shown {
  readonly text: string;
  readonly files: readonly Pictured[];
  readonly link: { readonly thumbnail: Uint8Array | null } | null;
  readonly program: { readonly icon: Uint8Array | null } | null;
  readonly shared: unknown;
  readonly article: { readonly cover: Pictured | null } | null;
}

interface Pictured {
  readonly picture: { readonly thumbnail: Uint8Array | null } | null;
}

function isEmptyPost({ text: words, files, link, program, shared, article }: Shown): boolean {
  return words.trim() === '' && files.length === 0 && [link, program, shared, article].every((part) => part === null);
}

function thumbnailBytes({ files, link, program, article }: Shown): number {
  const shown = [...files, article?.cover].map((file) => file?.picture?.thumbnail);
  return [...shown, link?.thumbnail, program?.icon].reduce((sum, bytes) => sum + (bytes?.length ?? 0), 0);
}

const WEB_ADDRESS = /^https?:\/\/[^\s/?#@]+(?:[/?#]\S*)?$/iu;

/** Said by form alone; whoever opens it parses it. A name before the host could pass for another host. */
function isWebAddress(url: string): boolean {
  return WEB_ADDRESS.test(url);
}

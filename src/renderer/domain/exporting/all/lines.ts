/** What a line of each file of data says (EXA-3). `schema.json` is made of this, and whatever is read is held to it. */
import * as v from 'valibot';
import { type DataKind, idLine, mediaLine, placeLine, timeLine } from './form.ts';

/** Longest text of a line, UTF-16 code units. */
const text = v.pipe(v.string(), v.maxLength(1_000_000));
const name = v.pipe(v.string(), v.maxLength(1024));
const word = v.pipe(v.string(), v.maxLength(64));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** Integers of minor units: more digits than a number has. */
const amount = v.pipe(v.string(), v.regex(/^-?\d{1,40}$/));
const people = v.pipe(v.array(idLine), v.maxLength(20_000));
const yes = v.literal(true);

/** A file that is spoken of. Name and type are its sender's claims. */
export const fileLine = v.looseObject({
  /** Null where it never was on the device. */
  blob: v.nullable(idLine),
  name,
  size: count,
  type: v.pipe(v.string(), v.maxLength(127)),
  width: v.exactOptional(count),
  height: v.exactOptional(count),
  /** Where in the archive it is; null where it is not. */
  path: v.nullable(mediaLine.entries.path),
});
/** See {@link fileLine}. */
export type FileLine = v.InferOutput<typeof fileLine>;

const profileLine = v.looseObject({
  id: idLine,
  name,
  /** A picture as a data URL. */
  picture: v.exactOptional(v.pipe(v.string(), v.maxLength(64 * 1024))),
});
const personLine = v.looseObject({ id: idLine, name });
export const contactLine = v.looseObject({
  id: idLine,
  name,
  ownName: name,
  remark: v.nullable(name),
  tags: v.pipe(v.array(name), v.maxLength(1000)),
  state: word,
  blocked: v.boolean(),
  verifiedAt: v.nullable(timeLine),
  addedAt: timeLine,
  conversation: idLine,
  picture: v.exactOptional(profileLine.entries.picture.wrapped),
});

export const conversationLine = v.looseObject({
  id: placeLine,
  /** `imported`: of another app. */
  kind: v.picklist(['direct', 'group', 'imported']),
  name,
  /** Whose it was: the account that took part, null where that is not known. */
  self: v.nullable(idLine),
  /** The other one of a talk of two; who founded a group. */
  with: v.exactOptional(idLine),
  people: v.exactOptional(people),
  messages: count,
  chosen: v.exactOptional(
    v.looseObject({ pinned: v.nullable(count), mutedUntil: v.nullable(timeLine), archived: v.boolean(), notify: word }),
  ),
  /** Set where it is one that was imported itself. */
  from: v.exactOptional(word),
});

export const messageLine = v.looseObject({
  conversation: placeLine,
  id: idLine,
  at: timeLine,
  /** Null: a line of the app it comes from. */
  author: v.nullable(idLine),
  kind: word,
  text: v.exactOptional(text),
  file: v.exactOptional(fileLine),
  media: v.exactOptional(v.looseObject({ kind: word, duration: count })),
  emoji: v.exactOptional(word),
  contact: v.exactOptional(v.looseObject({ account: idLine, name })),
  place: v.exactOptional(v.looseObject({ latitude: v.number(), longitude: v.number(), label: name })),
  poll: v.exactOptional(
    v.looseObject({
      question: text,
      several: v.boolean(),
      closesAt: v.nullable(timeLine),
      options: v.pipe(v.array(v.looseObject({ text, votes: people })), v.maxLength(100)),
    }),
  ),
  by: v.exactOptional(idLine),
  notice: v.exactOptional(v.looseObject({ act: word, target: v.nullable(idLine), value: v.nullable(name) })),
  name: v.exactOptional(name),
  about: v.exactOptional(word),
  note: v.exactOptional(text),
  post: v.exactOptional(v.looseObject({ channel: idLine, post: idLine, name, title: name })),
  reply: v.exactOptional(idLine),
  forwarded: v.exactOptional(yes),
  mentions: v.exactOptional(v.array(v.looseObject({ account: idLine, start: count, length: count }))),
  versions: v.exactOptional(v.array(v.looseObject({ text, at: timeLine }))),
  /** When its words were changed, where they are not here as they were; null: at some time. */
  edited: v.exactOptional(v.nullable(timeLine)),
  reactions: v.exactOptional(
    v.array(
      v.looseObject({
        sign: v.pipe(v.string(), v.minLength(1), v.maxLength(32)),
        people,
        count: v.exactOptional(count),
      }),
    ),
  ),
});
/** See {@link messageLine}. */
export type MessageLine = v.InferOutput<typeof messageLine>;

export const postLine = v.looseObject({
  id: idLine,
  at: timeLine,
  author: idLine,
  channel: v.exactOptional(placeLine),
  text,
  files: v.pipe(v.array(fileLine), v.maxLength(100)),
  voice: v.exactOptional(v.looseObject({ duration: count })),
  link: v.exactOptional(v.looseObject({ url: text, title: name, description: text })),
  shared: v.exactOptional(v.looseObject({ channel: idLine, post: idLine, name, title: name })),
  program: v.exactOptional(v.looseObject({ name })),
  article: v.exactOptional(
    v.looseObject({
      title: name,
      summary: text,
      series: name,
      words: count,
      cover: v.nullable(fileLine),
      paid: v.boolean(),
      /** Null where its text is not here, or is sold. */
      blocks: v.nullable(v.array(v.looseObject({ block: word }))),
    }),
  ),
  editedAt: v.exactOptional(timeLine),
  audience: v.exactOptional(v.looseObject({ kind: word })),
  likes: v.exactOptional(v.array(v.looseObject({ person: idLine, mark: word }))),
  reactions: v.exactOptional(v.array(v.looseObject({ mark: word, count }))),
  remarks: v.exactOptional(
    v.array(v.looseObject({ id: idLine, person: idLine, name, at: timeLine, text, to: v.nullable(idLine) })),
  ),
  saved: v.exactOptional(yes),
  /** Set where it was imported itself. */
  from: v.exactOptional(word),
});
/** See {@link postLine}. */
export type PostLine = v.InferOutput<typeof postLine>;

const channelLine = v.looseObject({
  id: placeLine,
  name,
  description: text,
  /** What a link and a code say of it; null for a feed of the web. */
  link: v.nullable(text),
  /** Address of the feed of the web it is made of. */
  feed: v.nullable(text),
  followed: v.boolean(),
  role: v.nullable(word),
  muted: v.boolean(),
  posts: count,
  from: v.exactOptional(word),
});
const favouriteLine = v.looseObject({ conversation: idLine, message: idLine, savedAt: timeLine });
export const draftLine = v.variant('kind', [
  v.looseObject({ kind: v.literal('chat'), conversation: idLine, text }),
  v.looseObject({ kind: v.literal('scheduled'), conversation: idLine, text, dueAt: timeLine }),
  v.looseObject({
    kind: v.literal('article'),
    id: word,
    channel: idLine,
    title: name,
    summary: text,
    series: name,
    blocks: v.array(v.looseObject({ block: word })),
    changedAt: timeLine,
    publishAt: v.nullable(timeLine),
  }),
]);
export const stickerLine = v.looseObject({ emoji: word, pack: word, addedAt: timeLine, file: fileLine });
export const settingLine = v.looseObject({ name: word, value: v.unknown() });
const unit = v.looseObject({ id: idLine, issuer: idLine, name, code: word, decimals: count });
const walletLine = v.variant('kind', [
  v.looseObject({ kind: v.literal('holding'), unit, balance: amount, available: amount }),
  v.looseObject({ kind: v.literal('issued'), unit, issued: amount, redeemed: amount, outstanding: amount }),
  v.looseObject({
    kind: v.literal('payment'),
    id: idLine,
    at: timeLine,
    unit: idLine,
    code: word,
    decimals: count,
    from: idLine,
    to: idLine,
    amount,
    refunded: amount,
    word,
  }),
  v.looseObject({
    kind: v.literal('request'),
    id: idLine,
    at: timeLine,
    payee: idLine,
    payer: v.nullable(idLine),
    amount: v.nullable(amount),
    decimals: count,
    units: people,
    memo: text,
    stage: word,
  }),
  v.looseObject({ kind: v.literal('mint'), url: text, name, unit: word, decimals: count, balance: amount }),
]);
const programLine = v.looseObject({
  id: idLine,
  conversation: idLine,
  name,
  author: idLine,
  at: timeLine,
  file: fileLine,
});
const updateLine = v.looseObject({ program: idLine, serial: count, author: idLine, update: v.unknown() });

/** The form of the lines of each file of data. */
export const lineSchemas = {
  profile: profileLine,
  people: personLine,
  contacts: contactLine,
  conversations: conversationLine,
  messages: messageLine,
  moments: postLine,
  channels: channelLine,
  posts: postLine,
  favourites: favouriteLine,
  drafts: draftLine,
  stickers: stickerLine,
  settings: settingLine,
  wallet: walletLine,
  programs: programLine,
  updates: updateLine,
  media: mediaLine,
} as const satisfies Record<DataKind, v.GenericSchema>;

/** A line of a kind. */
export type LineOf<Kind extends DataKind> = v.InferOutput<(typeof lineSchemas)[Kind]>;

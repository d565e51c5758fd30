import * as v from 'valibot';
import type { DateFields, LocalTime } from './dates.ts';
import { type DraftFile, type DraftPerson, type DraftReaction, type ImportDraft, plainDraft } from './draft.ts';
import { readRichText } from './telegramText.ts';

const text = v.pipe(v.string(), v.maxLength(1_000_000));
const name = v.nullish(v.pipe(v.string(), v.maxLength(1024)));
const key = v.nullish(v.union([v.pipe(v.string(), v.maxLength(256)), v.number()]));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const rich = v.unknown();

const reactionSchema = v.looseObject({
  emoji: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(32))),
  count: v.exactOptional(count),
  recent: v.exactOptional(v.array(v.looseObject({ from: name, from_id: key }))),
});
const pollSchema = v.looseObject({
  question: rich,
  closed: v.exactOptional(v.boolean()),
  answers: v.pipe(v.array(v.looseObject({ text: rich, voters: v.exactOptional(count) })), v.maxLength(100)),
});

/** A message as Telegram Desktop writes it (`result.json`); what is not named here is passed over. */
const messageSchema = v.looseObject({
  id: v.pipe(v.number(), v.safeInteger()),
  type: v.string(),
  date: v.exactOptional(text),
  date_unixtime: v.exactOptional(v.pipe(v.string(), v.regex(/^\d{1,12}$/))),
  edited_unixtime: v.exactOptional(v.pipe(v.string(), v.regex(/^\d{1,12}$/))),
  from: name,
  from_id: key,
  actor: name,
  actor_id: key,
  action: v.nullish(v.pipe(v.string(), v.maxLength(64))),
  title: name,
  members: v.nullish(v.array(v.nullable(v.pipe(v.string(), v.maxLength(1024))))),
  text: v.exactOptional(rich),
  forwarded_from: v.exactOptional(name),
  reply_to_message_id: v.exactOptional(v.pipe(v.number(), v.safeInteger())),
  photo: v.exactOptional(text),
  file: v.exactOptional(text),
  file_name: v.nullish(text),
  media_type: v.exactOptional(v.string()),
  duration_seconds: v.exactOptional(v.number()),
  sticker_emoji: v.exactOptional(v.string()),
  contact_information: v.exactOptional(v.looseObject({ first_name: name, last_name: name, phone_number: name })),
  location_information: v.exactOptional(v.looseObject({ latitude: v.number(), longitude: v.number() })),
  poll: v.exactOptional(pollSchema),
  reactions: v.exactOptional(v.array(v.unknown())),
});
type TelegramMessage = v.InferOutput<typeof messageSchema>;

/** What one message of Telegram comes to, and whom it names. */
export interface TelegramRead {
  readonly draft: ImportDraft;
  readonly people: readonly DraftPerson[];
}

/** Reads one message of `result.json`; null for what is none. Never throws. */
export function readTelegramMessage(raw: string, localTime: LocalTime): TelegramRead | null {
  const read = v.safeParse(messageSchema, parsed(raw));
  if (!read.success) return null;
  const message = read.output;
  const at = timeOf(message, localTime);
  if (at === null) return null;
  return message.type === 'service' ? readService(message, at) : readMessage(message, at);
}

function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return null;
  }
}

function timeOf({ date, date_unixtime: seconds }: TelegramMessage, localTime: LocalTime): number | null {
  const at = seconds === undefined ? localOf(date ?? '', localTime) : Number(seconds) * 1000;
  return at !== null && Number.isSafeInteger(at) && at >= 0 ? at : null;
}

function localOf(date: string, localTime: LocalTime): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})/u.exec(date);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second] = match.map(Number);
  const time: Pick<DateFields, 'hour' | 'minute' | 'second'> = {
    hour: hour ?? 0,
    minute: minute ?? 0,
    second: second ?? 0,
  };
  return localTime({ year: year ?? 0, month: month ?? 0, day: day ?? 0 }, time);
}

function person(id: TelegramMessage['from_id'], said: string | null | undefined): DraftPerson | null {
  const own = id ?? said;
  if (own === null || own === undefined || own === '') return null;
  return { key: String(own), name: said ?? '' };
}

/** A line of the app: who did what, as the export says it. */
function readService({ actor, actor_id: id, action, title, members, ...message }: TelegramMessage, at: number) {
  const who = person(id, actor);
  const names = (members ?? []).filter((member) => member !== null).join(', ');
  const said = [actor ?? '', (action ?? '').replaceAll('_', ' '), title ?? '', names];
  const line = said.filter((part) => part !== '').join(' · ');
  const draft = { ...plainDraft(at, null, line), number: message.id };
  return { draft, people: who === null ? [] : [who] };
}

function readMessage(message: TelegramMessage, at: number): TelegramRead {
  const author = person(message.from_id, message.from);
  const { reactions, people } = readReactions(message.reactions ?? []);
  const { edited_unixtime: edited, forwarded_from: forwarded, reply_to_message_id: reply } = message;
  const words = [readRichText(message.text ?? ''), ...extraWords(message)].filter((part) => part !== '').join('\n');
  const draft: ImportDraft = {
    ...plainDraft(at, author?.key ?? '', words),
    file: fileOf(message),
    edited: edited === undefined ? null : Number(edited) * 1000,
    isForwarded: forwarded !== undefined,
    number: message.id,
    replyTo: reply ?? null,
    reactions,
  };
  return { draft, people: author === null ? people : [author, ...people] };
}

/** What is neither words nor a file, as words. */
function extraWords(message: TelegramMessage): readonly string[] {
  const { contact_information: contact, location_information: place, poll, sticker_emoji: sticker } = message;
  const who = [contact?.first_name, contact?.last_name, contact?.phone_number].filter(Boolean).join(' ');
  return [
    contact === undefined ? '' : `👤 ${who}`,
    place === undefined ? '' : `📍 https://www.openstreetmap.org/?mlat=${place.latitude}&mlon=${place.longitude}`,
    poll === undefined ? '' : pollWords(poll),
    sticker ?? '',
  ];
}

function pollWords({ question, answers }: v.InferOutput<typeof pollSchema>): string {
  const lines = answers.map(({ text: answer, voters }) => `• ${readRichText(answer)} — ${voters ?? 0}`);
  return [`📊 ${readRichText(question)}`, ...lines].join('\n');
}

const MEDIA: Readonly<Record<string, DraftFile['media']>> = { voice_message: 'voice' };

function fileOf(message: TelegramMessage): DraftFile | null {
  const { photo, file, file_name: said } = message;
  const path = photo ?? file;
  if (path === undefined) return null;
  const sound = soundOf(message);
  if (!isLeftOut(path)) return { path, name: said ?? lastOf(path), ...sound };
  const absent = { path: null, name: said ?? '', ...sound };
  return photo === undefined ? absent : { ...absent, isPicture: true };
}

function soundOf({
  media_type: type,
  duration_seconds: seconds,
}: TelegramMessage): Pick<DraftFile, 'media' | 'duration'> {
  return { media: MEDIA[type ?? ''] ?? null, duration: milliseconds(seconds ?? 0) };
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** "(File not included. Change data exporting settings to download.)" */
function isLeftOut(path: string): boolean {
  return path.startsWith('(');
}

function milliseconds(seconds: number): number {
  return Number.isFinite(seconds) ? Math.max(0, Math.round(seconds * 1000)) : 0;
}

function readReactions(raw: readonly unknown[]): {
  readonly reactions: readonly DraftReaction[];
  readonly people: readonly DraftPerson[];
} {
  const reactions: DraftReaction[] = [];
  const everybody: DraftPerson[] = [];
  for (const each of raw) {
    const read = v.safeParse(reactionSchema, each);
    if (!read.success || read.output.emoji === undefined) continue;
    const { emoji: sign, recent = [], count: said } = read.output;
    const people = recent.flatMap(({ from_id: id, from }) => person(id, from) ?? []);
    everybody.push(...people);
    reactions.push({ sign, people: people.map((one) => one.key), count: Math.max(said ?? 0, people.length) });
  }
  return { reactions, people: everybody };
}

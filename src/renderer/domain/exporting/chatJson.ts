/** A chat as JSON (CEX-4): its form is told in docs/chat-export.md. */
import type { AccountId } from '@shared/ids.ts';
import type { FileReference } from '../chat/file.ts';
import type { MessageRecord } from '../chat/message.ts';
import { stamp } from './all/form.ts';
import type { ExportedChat, ExportedCounts, ExportedMessage } from './exported.ts';

/** What names the form, and its version: another means that something in it means something else. */
export const CHAT_FORMAT = { format: 'banyan-chat', version: 1 } as const;

/** What stands before the messages. */
export function chatJsonHead({ name, kind, self, since, until, exportedAt }: ExportedChat): string {
  const range = { since: since === null ? null : stamp(since), until: until === null ? null : stamp(until) };
  const facts = { ...CHAT_FORMAT, exportedAt: stamp(exportedAt), chat: { name, kind, self }, range };
  return `${JSON.stringify(facts, null, 1).slice(0, -2)},\n "messages": [`;
}

/** One message, with what parts it from the one before. */
export function messageJson(message: ExportedMessage, isFirst: boolean): string {
  return `${isFirst ? '' : ','}\n${JSON.stringify(messageFacts(message))}`;
}

/** What stands behind them. */
export function chatJsonTail(people: ReadonlyMap<AccountId, string>, counts: ExportedCounts): string {
  const known = [...people].map(([id, name]) => ({ id, name }));
  const { messages, files, ended, missing, unwanted } = counts;
  const leftOut = { endingMessages: ended, filesNotHere: missing, filesNotWanted: unwanted };
  return `\n ],\n "people": ${JSON.stringify(known)},\n "counts": ${JSON.stringify({ messages, files })},\n "leftOut": ${JSON.stringify(leftOut)}\n}\n`;
}

/** What is said of a message; see docs/chat-export.md. */
export function messageFacts(message: ExportedMessage): Record<string, unknown> {
  const { id, at, author, reply, isForwarded, mentions, versions, reactions } = message;
  return {
    id,
    at: stamp(at),
    author,
    ...bodyFacts(message),
    ...(reply === null ? {} : { reply }),
    ...(isForwarded ? { forwarded: true } : {}),
    ...(mentions.length === 0 ? {} : { mentions }),
    ...(versions.length === 0 ? {} : { versions: versions.map(({ text, at: said }) => ({ text, at: stamp(said) })) }),
    ...(reactions.length === 0 ? {} : { reactions }),
  };
}

function bodyFacts(message: ExportedMessage): Record<string, unknown> {
  const { body, path } = message;
  switch (body.kind) {
    case 'text':
      return { kind: 'text', text: body.text };
    case 'file':
      return { kind: 'file', text: body.caption, file: fileFacts(body.file, path), ...mediaFacts(body) };
    case 'sticker':
      return { kind: 'sticker', emoji: body.sticker.emoji, file: fileFacts(body.sticker.file, path) };
    case 'contact':
      return { kind: 'contact', contact: { account: body.contact.account, name: body.contact.name } };
    case 'place':
      return { kind: 'place', place: body.place };
    case 'poll':
      return { kind: 'poll', poll: pollFacts(message, body.poll) };
    default:
      return otherFacts(body);
  }
}

type Body = MessageRecord['body'];

function otherFacts(body: Body): Record<string, unknown> {
  switch (body.kind) {
    case 'recalled':
      return { kind: 'recalled', by: body.by };
    case 'notice':
      return { kind: 'notice', notice: body.notice };
    case 'program':
      return { kind: 'program', name: body.program.name };
    case 'program-info':
      return { kind: 'line', text: body.text };
    case 'wallet':
      return { kind: 'wallet', about: body.card.about, note: body.card.note };
    case 'post': {
      const { channel, post, name, title } = body.post.shared;
      return { kind: 'post', post: { channel, post, name, title } };
    }
    default:
      return { kind: 'unsupported' };
  }
}

/** What is said of a file that lies at a path of the archive, or is not in it. */
export function fileFacts({ blob, name, size, mime, picture }: FileReference, path: string | null) {
  const shape = picture === null ? {} : { width: picture.width, height: picture.height };
  return { blob, name, size, type: mime, ...shape, path };
}

function mediaFacts({ media }: Extract<Body, { kind: 'file' }>): Record<string, unknown> {
  return media === undefined ? {} : { media: { kind: media.kind, duration: media.duration } };
}

function pollFacts({ votes, closesAt }: ExportedMessage, poll: Extract<Body, { kind: 'poll' }>['poll']) {
  const options = poll.options.map((text, place) => ({ text, votes: votes[place] ?? [] }));
  return {
    question: poll.question,
    several: poll.several,
    closesAt: closesAt === null ? null : stamp(closesAt),
    options,
  };
}

/** Lines of an export of Banyan as drafts of an imported chat (IMA-2). */
import type { MessageLine, PostLine } from '../exporting/all/lines.ts';
import { type DraftFile, type DraftPerson, type ImportDraft, plainDraft } from './draft.ts';

/** What a line comes to, and whom it names: by their ids, with the names that stand in it. */
export interface BanyanRead {
  readonly drafts: readonly ImportDraft[];
  readonly people: readonly DraftPerson[];
}

/** A message of a conversation. */
export function readMessageLine(line: MessageLine): BanyanRead {
  const { author, reactions = [], forwarded, reply = null } = line;
  const isOfApp = author === null || line.kind === 'notice' || line.kind === 'line';
  const draft: ImportDraft = {
    ...plainDraft(Date.parse(line.at), isOfApp ? null : author, wordsOf(line)),
    file: line.file === undefined ? null : fileOf(line.file, line.media),
    edited: editedAt(line),
    isRecalled: line.kind === 'recalled',
    isForwarded: forwarded === true,
    number: line.id,
    replyTo: reply,
    reactions: reactions.map(({ sign, people, count }) => {
      return { sign, people, count: Math.max(count ?? 0, people.length) };
    }),
  };
  const named = [...(author === null ? [] : [author]), ...reactions.flatMap(({ people }) => people)];
  return { drafts: [draft], people: named.map((key) => ({ key, name: '' })) };
}

/** A post, its further files, and what was said below it. */
export function readPostLine(line: PostLine): BanyanRead {
  const { id, author, files, remarks = [], editedAt: edited, voice } = line;
  const at = Date.parse(line.at);
  const media = voice === undefined ? undefined : { kind: 'voice', duration: voice.duration };
  const drafts = files.slice(0, Math.max(1, files.length)).map((file) => fileOf(file, media));
  const [first = null, ...more] = drafts;
  const post = { ...plainDraft(at, author, postWords(line)), file: first, number: id };
  return {
    drafts: [
      edited === undefined ? post : { ...post, edited: Date.parse(edited) },
      ...more.map((file) => ({ ...plainDraft(at, author, ''), file })),
      ...remarks.map((remark) => ({
        ...plainDraft(Date.parse(remark.at), remark.person, remark.text),
        number: remark.id,
        replyTo: remark.to ?? id,
      })),
    ],
    people: [{ key: author, name: '' }, ...remarks.map(({ person, name }) => ({ key: person, name }))],
  };
}

function editedAt({ versions, edited }: MessageLine): number | null {
  const last = versions?.at(-1);
  if (last !== undefined) return Date.parse(last.at);
  if (edited === undefined) return null;
  return edited === null ? 0 : Date.parse(edited);
}

function fileOf({ path, name }: NonNullable<MessageLine['file']>, media: MessageLine['media']): DraftFile {
  const kind = media?.kind === 'voice' || media?.kind === 'video' ? media.kind : null;
  return { path, name, media: kind, duration: media?.duration ?? 0 };
}

/** What has no form in an imported chat becomes words. */
function wordsOf(line: MessageLine): string {
  const { text = '', emoji, contact, place, poll, post, notice, name, note } = line;
  const said = [
    text,
    emoji,
    contact === undefined ? '' : `👤 ${contact.name}`,
    place === undefined
      ? ''
      : `📍 ${place.label} https://www.openstreetmap.org/?mlat=${place.latitude}&mlon=${place.longitude}`,
    poll === undefined ? '' : pollWords(poll),
    post === undefined ? '' : `📰 ${post.name}: ${post.title}`,
    notice === undefined ? '' : `${notice.act.replaceAll('-', ' ')} ${notice.value ?? ''}`.trim(),
    name === undefined ? '' : `🧩 ${name}`,
    note === undefined ? '' : `🪙 ${note}`.trim(),
  ];
  return said.filter((part) => part !== undefined && part !== '').join('\n');
}

function pollWords({ question, options }: NonNullable<MessageLine['poll']>): string {
  return [`📊 ${question}`, ...options.map(({ text, votes }) => `• ${text} — ${votes.length}`)].join('\n');
}

function postWords({ text, article, link, shared, program }: PostLine): string {
  const said = [
    text,
    ...(article === undefined ? [] : [article.title, article.summary, blockWords(article.blocks)]),
    ...(link === undefined ? [] : [link.title, link.url]),
    shared === undefined ? '' : `📰 ${shared.name}: ${shared.title}`,
    program === undefined ? '' : `🧩 ${program.name}`,
  ];
  return said.filter((part) => part !== '').join('\n');
}

/** Words of an article, a line to a paragraph. */
function blockWords(blocks: unknown): string {
  const lines: string[] = [];
  const look = (value: unknown, depth: number): string => {
    if (depth > 8 || typeof value !== 'object' || value === null) return '';
    if (Array.isArray(value)) return value.map((one) => look(one, depth + 1)).join('');
    if ('text' in value && typeof value.text === 'string') return value.text;
    for (const one of Object.values(value)) {
      const said = look(one, depth + 1);
      if (said !== '') lines.push(said);
    }
    return '';
  };
  look(Array.isArray(blocks) ? blocks.map((block: unknown) => ({ block })) : [], 0);
  return lines.join('\n');
}

import { plainText } from '../markup/plainText.ts';
import { cleanFileName } from './fileName.ts';
import type { MessageRecord } from './message.ts';

/** What a wallet card is about, in no language: notifications are made where no catalogue is. */
const SIGNS = { payment: '🪙', request: '🪙', split: '🪙', packet: '🧧' } as const;

/** What a message says where no catalogue can be asked: its text or caption without marks, a sign and the note of its wallet card, the name of its program, else the cleaned name of its file, a sign and the words of a sticker, card, place, poll or post; empty for the rest. */
export function plainWords(body: MessageRecord['body']): string {
  if (body.kind === 'text') return plainText(body.text);
  if (body.kind === 'program') return body.program.name;
  if (body.kind === 'wallet') return `${SIGNS[body.card.about]} ${body.card.note}`.trim();
  if (body.kind === 'program-info') return body.text;
  if (body.kind !== 'file') return otherWords(body);
  return body.caption === '' ? cleanFileName(body.file.name) : plainText(body.caption);
}

function otherWords(body: MessageRecord['body']): string {
  switch (body.kind) {
    case 'sticker':
      return body.sticker.emoji;
    case 'contact':
      return `👤 ${body.contact.name}`;
    case 'place':
      return `📍 ${body.place.label}`.trim();
    case 'poll':
      return `📊 ${body.poll.question}`;
    case 'post':
      return `📰 ${body.post.shared.title}`.trim();
    default:
      return '';
  }
}

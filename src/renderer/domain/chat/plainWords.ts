import { cleanFileName } from './fileName.ts';
import type { MessageRecord } from './message.ts';

/** What a wallet card is about, in no language: notifications are made where no catalogue is. */
const SIGNS = { payment: '🪙', request: '🪙', split: '🪙', packet: '🧧' } as const;

/** What a message says where no catalogue can be asked: its text or caption, a sign and the note of its wallet card, the name of its program, else the cleaned name of its file; empty for the rest. */
export function plainWords(body: MessageRecord['body']): string {
  if (body.kind === 'text') return body.text;
  if (body.kind === 'program') return body.program.name;
  if (body.kind === 'wallet') return `${SIGNS[body.card.about]} ${body.card.note}`.trim();
  if (body.kind === 'program-info') return body.text;
  if (body.kind !== 'file') return '';
  return body.caption === '' ? cleanFileName(body.file.name) : body.caption;
}

import type { LocalTime } from './dates.ts';
import { type DraftPerson, type ImportDraft, type UnreadLines, splitDraft } from './draft.ts';
import { JsonPieces } from './jsonPieces.ts';
import { LineSplitter } from './lineSplitter.ts';
import { readTelegramMessage } from './telegram.ts';
import { type WhatsappParts, WhatsappReader } from './whatsapp.ts';

/** What a piece of an export completes. */
export interface ExportPiece {
  readonly drafts: readonly ImportDraft[];
  /** Whoever is named in it for the first time, or again. */
  readonly people: readonly DraftPerson[];
}

/** Reads the text of an export, piece by piece. */
export interface ExportReader {
  push(text: string): ExportPiece;
  end(): ExportPiece;
}

/** Reads the text of WhatsApp. */
export function whatsappReader(parts: WhatsappParts): ExportReader {
  const lines = new LineSplitter();
  const reader = new WhatsappReader(parts);
  const pieceOf = (drafts: readonly ImportDraft[]): ExportPiece => ({
    drafts,
    people: [...new Set(drafts.flatMap(({ author }) => author ?? []))].map((key) => ({ key, name: key })),
  });
  return {
    push: (text) => pieceOf(lines.push(text).flatMap((line) => reader.line(line))),
    end: () => pieceOf([...lines.end().flatMap((line) => reader.line(line)), ...reader.end()]),
  };
}

/** What a reader of Telegram's file works with. */
export interface TelegramParts {
  /** Which of the chats in the file, from 0. */
  readonly chat: number;
  readonly localTime: LocalTime;
  readonly unread: UnreadLines;
}

/** Reads `result.json` of Telegram Desktop. What ends too early is told of as a line that could not be read. */
export function telegramReader({ chat, localTime, unread }: TelegramParts): ExportReader {
  const pieces = new JsonPieces();
  let current = -1;
  return {
    push: (text) => {
      const drafts: ImportDraft[] = [];
      const people: DraftPerson[] = [];
      for (const piece of pieces.push(text)) {
        if (piece.kind === 'chat') current += 1;
        if (piece.kind === 'chat' || current !== chat) continue;
        const read = readTelegramMessage(piece.text, localTime);
        if (read === null) unread.add(piece.text);
        else {
          drafts.push(...splitDraft(read.draft));
          people.push(...read.people);
        }
      }
      return { drafts, people };
    },
    end: () => {
      const rest = pieces.unfinished;
      if (rest !== null && current === chat) unread.add(rest);
      return { drafts: [], people: [] };
    },
  };
}

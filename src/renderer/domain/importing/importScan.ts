import { DateEvidence, type LocalTime, type OrderFound } from './dates.ts';
import { JsonPieces } from './jsonPieces.ts';
import { LineSplitter } from './lineSplitter.ts';
import { MOST_PEOPLE } from './records.ts';
import { readTelegramMessage } from './telegram.ts';
import { WhatsappScan } from './whatsapp.ts';

/** Somebody in an export, and how much they said. */
export interface ScannedPerson {
  readonly key: string;
  readonly name: string;
  readonly messages: number;
}

/** A chat of an export, before anything of it is taken. */
export interface ScannedChat {
  /** Which of the export's, from 0. */
  readonly index: number;
  /** Empty where the export does not say it. */
  readonly name: string;
  readonly messages: number;
  /** Who said most first. */
  readonly people: readonly ScannedPerson[];
}

/** What a first look at the text of an export tells. */
export interface TextScan {
  readonly chats: readonly ScannedChat[];
  /** Of WhatsApp: the order of its dates. */
  readonly order: OrderFound | null;
}

/** Looks through the text of an export, piece by piece. */
export interface ScanReader {
  push(text: string): void;
  end(): TextScan;
}

/** Looks through the text of WhatsApp. `lastYear`: the latest year a date may have. */
export function whatsappScan(lastYear: number): ScanReader {
  const lines = new LineSplitter();
  const evidence = new DateEvidence(lastYear);
  const scan = new WhatsappScan(evidence);
  return {
    push: (text) => {
      for (const line of lines.push(text)) scan.line(line);
    },
    end: () => {
      for (const line of lines.end()) scan.line(line);
      const { messages, people } = scan.glance;
      const found = [...people].map(([key, said]) => ({ key, name: key, messages: said }));
      return {
        chats: messages === 0 ? [] : [{ index: 0, name: '', messages, people: mostFirst(found) }],
        order: evidence.found,
      };
    },
  };
}

interface OpenChat {
  readonly name: string;
  messages: number;
  readonly people: Map<string, { name: string; messages: number }>;
}

/** Looks through `result.json` of Telegram Desktop, of one chat or of many. */
export function telegramScan(localTime: LocalTime): ScanReader {
  const pieces = new JsonPieces();
  const chats: OpenChat[] = [];
  return {
    push: (text) => {
      for (const piece of pieces.push(text)) {
        if (piece.kind === 'chat') chats.push({ name: piece.facts.get('name') ?? '', messages: 0, people: new Map() });
        else countMessage(chats.at(-1), piece.text, localTime);
      }
    },
    end: () => ({
      chats: chats.map(({ name, messages, people }, index) => ({
        index,
        name,
        messages,
        people: mostFirst([...people].map(([key, said]) => ({ key, ...said }))),
      })),
      order: null,
    }),
  };
}

function countMessage(chat: OpenChat | undefined, text: string, localTime: LocalTime): void {
  const read = readTelegramMessage(text, localTime);
  if (read === null || chat === undefined) return;
  chat.messages += 1;
  const [author] = read.people;
  if (author === undefined || author.key !== read.draft.author) return;
  const known = chat.people.get(author.key);
  if (known !== undefined) {
    known.messages += 1;
    if (author.name !== '') known.name = author.name;
  } else if (chat.people.size < MOST_PEOPLE) chat.people.set(author.key, { name: author.name, messages: 1 });
}

function mostFirst(people: readonly ScannedPerson[]): readonly ScannedPerson[] {
  return people.toSorted((one, other) => other.messages - one.messages);
}

import { type DateEvidence, type DateOrder, type LocalTime, dayOf } from './dates.ts';
import { type DraftFile, type ImportDraft, type UnreadLines, plainDraft, splitDraft } from './draft.ts';
import { bareText } from './headLetters.ts';
import { type WhatsappHead, readWhatsappHead } from './whatsappHead.ts';
import { isWhatsappNotice, readWhatsappWords } from './whatsappWords.ts';

/** What a reader of WhatsApp's text works with. */
export interface WhatsappParts {
  readonly order: DateOrder;
  /** The latest year a date may have. */
  readonly lastYear: number;
  readonly localTime: LocalTime;
  /** Whether a file of that name is in the export. */
  readonly hasFile: (name: string) => boolean;
  readonly unread: UnreadLines;
}

/** Longest name of somebody: what is longer before a colon is a sentence. */
const MAX_NAME = 80;
/** Lines of one message beyond which the next begins: a file without any beginning must not be held. */
const MOST_LENGTH = 1_000_000;
/** What no name has, but lines of the app in which something is named. */
const QUOTES = /["“”„«»]/u;

interface Begun {
  readonly at: number;
  readonly author: string | null;
  lines: string[];
  length: number;
}

/** Whose words follow a head, and where they begin. */
interface Said {
  readonly author: string | null;
  readonly words: string;
}

/** Reads an export of WhatsApp line by line (IMP-2): what a line completes is the message before it. */
export class WhatsappReader {
  private readonly parts: WhatsappParts;
  private begun: Begun | null = null;

  constructor(parts: WhatsappParts) {
    this.parts = parts;
  }

  /** Takes a line without its end. */
  line(line: string): readonly ImportDraft[] {
    const head = readWhatsappHead(line);
    const at = head === null ? null : this.timeOf(head);
    if (head === null || at === null) return this.goOn(line, head !== null);
    const done = this.end();
    const { author, words } = readSaid(line.slice(head.rest));
    this.begun = { at, author, lines: [words], length: words.length };
    return done;
  }

  /** What was begun last. */
  end(): readonly ImportDraft[] {
    const { begun } = this;
    this.begun = null;
    return begun === null ? [] : splitDraft(this.draftOf(begun));
  }

  /** A line of the message before it; what begins like a message and is none is told of as well. */
  private goOn(line: string, isBroken: boolean): readonly ImportDraft[] {
    const { begun } = this;
    if (begun === null || isBroken) {
      if (line.trim() !== '') this.parts.unread.add(line);
      if (begun === null) return [];
    }
    begun.lines.push(line);
    begun.length += line.length + 1;
    if (begun.length < MOST_LENGTH) return [];
    const done = this.end();
    this.begun = { ...begun, lines: [], length: 0 };
    return done;
  }

  private timeOf({ date, ...time }: WhatsappHead): number | null {
    const { order, lastYear, localTime } = this.parts;
    const day = dayOf(date, order, lastYear);
    const at = day === null ? Number.NaN : localTime(day, time);
    return Number.isSafeInteger(at) && at >= 0 ? at : null;
  }

  private draftOf({ at, author, lines }: Begun): ImportDraft {
    const said = lines.join('\n');
    if (author === null) return plainDraft(at, null, bareText(said));
    const { text, file, isEdited, isRecalled } = readWhatsappWords(said, this.parts.hasFile);
    const plain = plainDraft(at, author, isRecalled ? '' : bareText(text));
    return {
      ...plain,
      isRecalled,
      edited: isEdited ? 0 : null,
      file: file === null ? null : whatsappFile(file),
    };
  }
}

function whatsappFile({ name, isOmitted }: { readonly name: string; readonly isOmitted: boolean }): DraftFile {
  const isVoice = /(?:^|-)PTT-/u.test(name) || /-AUDIO-/u.test(name);
  return { path: isOmitted ? null : name, name, media: isVoice ? 'voice' : null, duration: 0 };
}

/** Who said it: what stands before the first colon, where that can be a name. */
function readSaid(rest: string): Said {
  const end = rest.indexOf(': ');
  const short = end < 0 && rest.endsWith(':') ? rest.length - 1 : end;
  const name = short < 0 ? '' : personName(rest.slice(0, short));
  const words = short < 0 ? rest : rest.slice(short + 2);
  if (name === '' || name.length > MAX_NAME || QUOTES.test(name) || isWhatsappNotice(words))
    return { author: null, words: rest };
  return { author: name, words };
}

function personName(raw: string): string {
  return raw
    .replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '')
    .replace(/^~\s*/u, '')
    .trim();
}

/** What a first look at a file tells, before anybody is asked anything. */
export interface WhatsappGlance {
  /** Lines that begin a message. */
  readonly messages: number;
  /** How many each said. */
  readonly people: ReadonlyMap<string, number>;
}

/** Looks through a file of WhatsApp for the order of its dates and who is in it. */
export class WhatsappScan {
  private readonly evidence: DateEvidence;
  private readonly counts = new Map<string, number>();
  private messages = 0;

  constructor(evidence: DateEvidence) {
    this.evidence = evidence;
  }

  line(line: string): void {
    const head = readWhatsappHead(line);
    if (head === null) return;
    this.evidence.add(head);
    if (!this.evidence.isPossible(head)) return;
    this.messages += 1;
    const { author } = readSaid(line.slice(head.rest));
    if (author !== null) this.counts.set(author, (this.counts.get(author) ?? 0) + 1);
  }

  get glance(): WhatsappGlance {
    return { messages: this.messages, people: this.counts };
  }
}

/** One thing found in a large JSON text: a chat begins, with its plain facts, or one of its messages as text. */
export type JsonPiece =
  | { readonly kind: 'chat'; readonly facts: ReadonlyMap<string, string> }
  | { readonly kind: 'message'; readonly text: string };

/** Deepest nesting of containers. */
const MOST_DEPTH = 100;
/** Longest message, UTF-16 code units; one that is longer is told by its beginning, which cannot be read. */
const LONGEST = 4 * 1024 * 1024;
/** Longest text kept of what stands beside the messages: names. */
const LONGEST_FACT = 2048;

interface Container {
  readonly isList: boolean;
  /** The key under which the next value comes; empty in a list. */
  key: string;
  /** Of an object: its plain values. */
  readonly facts: Map<string, string>;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST, COMMA, COLON] = [0x7b, 0x7d, 0x5b, 0x5d, 0x2c, 0x3a];

/**
 * Finds the messages of chats in a JSON text that comes piece by piece (IMP-4): each object in a list under the key `messages` is one. Nothing else is
 * held. What is no JSON outside of messages ends in {@link isBroken}.
 */
export class JsonPieces {
  private readonly open: Container[] = [];
  private found: JsonPiece[] = [];
  /** Text of a string, number or word that is being read; null between them. */
  private word: string | null = null;
  private inString = false;
  private isEscaped = false;
  /** The last string that ended: a key, if a colon follows. */
  private last: string | null = null;
  /** How many containers are open in the message that is being read; 0: none is. */
  private depth = 0;
  private message = '';
  private broken = false;

  /** Whether what came is no JSON. */
  get isBroken(): boolean {
    return this.broken;
  }

  /** What there is of a message that did not end; null where none was begun. */
  get unfinished(): string | null {
    return this.depth > 0 ? this.message : null;
  }

  /** Takes the next piece of the text, and tells what is complete with it. */
  push(text: string): readonly JsonPiece[] {
    this.found = [];
    let at = 0;
    while (at < text.length && !this.broken) at = this.depth > 0 ? this.inMessage(text, at) : this.outside(text, at);
    return this.found;
  }

  /** Reads on in a message. Returns where it stopped. */
  private inMessage(text: string, from: number): number {
    let at = from;
    while (at < text.length && this.depth > 0) {
      this.step(text.charCodeAt(at));
      at += 1;
    }
    if (this.message.length < LONGEST) this.message += text.slice(from, at);
    if (this.depth === 0) {
      this.found.push({ kind: 'message', text: this.message });
      this.message = '';
    }
    return at;
  }

  private step(letter: number): void {
    if (this.inString) {
      if (this.isEscaped) this.isEscaped = false;
      else if (letter === BACKSLASH) this.isEscaped = true;
      else if (letter === QUOTE) this.inString = false;
      return;
    }
    if (letter === QUOTE) this.inString = true;
    else if (letter === OPEN_OBJECT || letter === OPEN_LIST) this.depth += 1;
    else if (letter === CLOSE_OBJECT || letter === CLOSE_LIST) this.depth -= 1;
  }

  /** Reads one letter, or a run of a string, beside the messages. Returns where it goes on. */
  private outside(text: string, at: number): number {
    if (this.inString) return this.string(text, at);
    const letter = text.charCodeAt(at);
    if (letter === QUOTE) {
      this.inString = true;
      this.word = '';
    } else if (letter === OPEN_OBJECT && this.isMessage()) {
      this.depth = 1;
      this.message = '{';
    } else if (letter === OPEN_OBJECT || letter === OPEN_LIST) this.enter(letter === OPEN_LIST);
    else this.mark(letter, text.charAt(at));
    return at + 1;
  }

  private string(text: string, from: number): number {
    const at = this.endOfString(text, from);
    if ((this.word?.length ?? 0) < LONGEST_FACT) this.word = (this.word ?? '') + text.slice(from, at);
    if (at === text.length) return at;
    this.inString = false;
    this.last = unescaped(this.word ?? '');
    this.word = null;
    return at + 1;
  }

  /** Where the quote stands that ends a string; the end of the text where there is none. */
  private endOfString(text: string, from: number): number {
    for (let at = from; at < text.length; at += 1) {
      const letter = text.charCodeAt(at);
      if (this.isEscaped) this.isEscaped = false;
      else if (letter === BACKSLASH) this.isEscaped = true;
      else if (letter === QUOTE) return at;
    }
    return text.length;
  }

  private mark(letter: number, text: string): void {
    const top = this.open.at(-1);
    if (letter === COLON && top !== undefined) {
      top.key = this.last ?? '';
      this.last = null;
    } else if (letter === COMMA || letter === CLOSE_OBJECT || letter === CLOSE_LIST) {
      this.endValue();
      if (letter !== COMMA) this.leave(letter === CLOSE_LIST);
    } else if (text.trim() !== '') this.last = (this.last ?? '').slice(0, LONGEST_FACT) + text;
  }

  private endValue(): void {
    const top = this.open.at(-1);
    if (top !== undefined && !top.isList && top.key !== '' && this.last !== null) top.facts.set(top.key, this.last);
    if (top !== undefined) top.key = '';
    this.last = null;
  }

  private enter(isList: boolean): void {
    const top = this.open.at(-1);
    if (isList && top?.isList === false && top.key === 'messages')
      this.found.push({ kind: 'chat', facts: new Map(top.facts) });
    this.open.push({ isList, key: '', facts: new Map() });
    this.last = null;
    this.broken = this.open.length > MOST_DEPTH;
  }

  private leave(isList: boolean): void {
    const top = this.open.pop();
    this.broken = top === undefined || top.isList !== isList;
    this.last = null;
  }

  private isMessage(): boolean {
    const [list, owner] = [this.open.at(-1), this.open.at(-2)];
    return list?.isList === true && owner?.isList === false && owner.key === 'messages';
  }
}

function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  try {
    const read: unknown = JSON.parse(`"${text}"`);
    return typeof read === 'string' ? read : text;
  } catch {
    return text;
  }
}

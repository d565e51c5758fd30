import { type MailboxAnswer, type MailboxRequest, readMailboxAnswer } from '@shared/mailbox/frames.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import type { Clock } from '@ports/clock.ts';
import type { MailboxError } from '@ports/mailbox.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { TextSocket, TextSocketFactory } from '@ports/textSocket.ts';

/** How long a service may take to open and to say what it is, and to answer, ms. */
const GREETING = 8000;
const ANSWER = 20_000;
/** A socket nobody needs any more is closed after, ms. */
const REST = 15_000;

/** A question without its number. */
export type Question = MailboxRequest extends infer R
  ? R extends { readonly n: number }
    ? Omit<R, 'n'>
    : never
  : never;
/** An answer to one, and the key of the service. */
export interface Said {
  readonly answer: MailboxAnswer;
  readonly key: string;
}

type Outcome = Result<Said, MailboxError>;

/** One socket to one service, opened when something is asked and closed when nothing is for a while. */
export class ServiceTalk {
  private readonly address: string;
  private readonly clock: Clock;
  private readonly openSocket: TextSocketFactory;
  private socket: TextSocket | null = null;
  private key: string | null = null;
  private count = 0;
  /** Questions that have no answer yet, in their order; sent once the service said what it is. */
  private readonly open = new Map<number, { readonly text: string; readonly settle: (outcome: Outcome) => void }>();
  private timer: Disposer = () => undefined;

  constructor(address: string, parts: { readonly clock: Clock; readonly openSocket: TextSocketFactory }) {
    this.address = address;
    this.clock = parts.clock;
    this.openSocket = parts.openSocket;
  }

  /** Asks, and waits for the answer. */
  ask(question: Question): Promise<Outcome> {
    this.count += 1;
    const n = this.count;
    const text = JSON.stringify({ ...question, n });
    return new Promise((settle) => {
      this.open.set(n, { text, settle });
      if (this.key !== null) {
        this.socket?.send(text);
        this.expect(ANSWER);
      } else if (this.socket === null) this.connect();
    });
  }

  dispose(): void {
    this.end(fail('mailbox-away', 'closed'));
  }

  private connect(): void {
    this.expect(GREETING);
    const socket = this.openSocket(this.address, {
      opened: () => undefined,
      received: (text) => this.receive(text),
      closed: () => this.end(fail('mailbox-away', 'the socket closed')),
    });
    if (socket === null) this.end(fail('mailbox-none', 'no address'));
    else this.socket = socket;
  }

  private expect(deadline: number): void {
    this.timer();
    this.timer = this.clock.after(deadline, () => this.late());
  }

  /** Nothing was heard for too long: where the service never said what it is, it is none. */
  private late(): void {
    this.end(this.key === null ? fail('mailbox-none', 'it does not speak as one') : fail('mailbox-away', 'no answer'));
  }

  private receive(text: unknown): void {
    const answer = typeof text === 'string' ? readMailboxAnswer(text) : null;
    if (answer?.ok !== true) return this.end(fail('mailbox-none', 'it does not speak as one'));
    const { value } = answer;
    if (value.type === 'none') return this.end(fail('mailbox-none', 'it keeps nothing'));
    if (value.type === 'mailbox') return this.greeted(value.key);
    if (this.key === null) return this.end(fail('mailbox-none', 'it does not speak as one'));
    if (value.type !== 'pong') this.answered(value.n, { answer: value, key: this.key });
  }

  private greeted(key: string): void {
    if (this.key !== null) return;
    this.key = key;
    this.expect(ANSWER);
    for (const { text } of this.open.values()) this.socket?.send(text);
  }

  private answered(n: number, said: Said): void {
    const question = this.open.get(n);
    if (question === undefined) return;
    this.open.delete(n);
    this.timer();
    if (this.open.size > 0) this.expect(ANSWER);
    else this.timer = this.clock.after(REST, () => this.end(fail('mailbox-away', 'nothing was asked')));
    const { answer } = said;
    question.settle(answer.type === 'refused' ? fail(answer.code, 'the service refused') : ok(said));
  }

  private end(outcome: Outcome): void {
    this.timer();
    this.socket?.close();
    this.socket = null;
    this.key = null;
    const waiting = [...this.open.values()];
    this.open.clear();
    for (const { settle } of waiting) settle(outcome);
  }
}

import { fireEvent } from '@testing-library/dom';
import { vi } from 'vitest';
import type { PaymentAnswer, PaymentRequest } from '../../../packages/mini/index.d.ts';
import type { HeardUpdate } from '../../../resources/mini-programs/shared/host.ts';
import { type Rules, createLog } from '../../../resources/mini-programs/shared/log.ts';

/** The host of one person's page of a program, with all that was said in it, and their wallet. Its test runs with a document. */
export class PageHost<State, Op> {
  readonly asked: PaymentRequest[] = [];
  /** What the wallet answers; null where it is not known yet, as for what leaves later. */
  answer: PaymentAnswer['status'] | null = null;
  private readonly log;
  private readonly updates: HeardUpdate[] = [];
  private hear: (update: HeardUpdate) => void = () => undefined;
  private readonly me: string;

  constructor(rules: Rules<State, Op>, me: string) {
    this.log = createLog(rules);
    this.me = me;
    localStorage.clear();
    vi.stubGlobal('banyan', { pay: this.pay, language: 'en' });
    vi.stubGlobal('webxdc', {
      ...{ selfAddr: me, selfName: me, isAppSender: false },
      setUpdateListener: this.listen,
      sendUpdate: ({ payload }: HeardUpdate) => this.take({ sender: this.me, payload }),
    });
  }

  get state(): State {
    return this.log.state;
  }

  /** Somebody does something, on whichever device. */
  says(by: string, op: Op): void {
    const id = `act${String(this.updates.length + 1).padStart(5, '0')}`;
    const payload = this.log.payloadFor(op, { address: by, name: by, now: this.updates.length, id });
    this.take({ sender: by, payload });
    this.hear({ sender: by, payload });
  }

  /** The page is opened, anew where it was open. */
  async open(load: () => Promise<unknown>): Promise<void> {
    vi.resetModules();
    document.body.replaceChildren();
    await load();
  }

  private readonly pay = (request: PaymentRequest): Promise<PaymentAnswer> => {
    this.asked.push(request);
    if (this.answer === null) return Promise.reject(new Error('leaves later'));
    return Promise.resolve({ status: this.answer, receipt: null });
  };

  private readonly listen = (listener: (update: HeardUpdate) => void): Promise<void> => {
    this.hear = listener;
    for (const update of this.updates) listener(update);
    return Promise.resolve();
  };

  private take(update: HeardUpdate): void {
    this.updates.push(update);
    this.log.add([update]);
  }
}

/** Presses the first button that says this. */
export function press(words: string): void {
  const found = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === words);
  if (found === undefined) throw new Error(`no button says ${words}`);
  fireEvent.click(found);
}

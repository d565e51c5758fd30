import { fail, ok } from '@shared/result.ts';
import type { ProgramNet, ProgramRequest } from '@ports/programNet.ts';

type Answer = Awaited<ReturnType<ProgramNet['fetch']>>;

/** A net without a network: it keeps what it was asked, and answers `hello` or what the test says. */
export class FakeProgramNet implements ProgramNet {
  /** Whether this edition has it. */
  isHere = true;
  readonly asked: ProgramRequest[] = [];
  /** Labels that were hung up, in order. */
  readonly hungUp: string[] = [];
  /** Answers a request; what is not answered waits until it is hung up. */
  answer: (request: ProgramRequest) => Answer | Promise<Answer> = () =>
    ok({ status: 200, headers: { 'content-type': 'text/plain' }, body: new TextEncoder().encode('hello') });
  private readonly waiting = new Map<string, ((answer: Answer) => void)[]>();

  isThere(): Promise<boolean> {
    return Promise.resolve(this.isHere);
  }

  fetch(request: ProgramRequest): Promise<Answer> {
    this.asked.push(request);
    const ended = new Promise<Answer>((resolve) => {
      this.waiting.set(request.label, [...(this.waiting.get(request.label) ?? []), resolve]);
    });
    return Promise.race([ended, Promise.resolve(this.answer(request))]);
  }

  hangUp(label: string): void {
    this.hungUp.push(label);
    for (const end of this.waiting.get(label) ?? []) end(fail('unreachable', 'hung up'));
    this.waiting.delete(label);
  }
}

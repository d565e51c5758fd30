import type { LinkMessage } from '@domain/link/messages.ts';
import { Turn } from '../turn.ts';
import type { Stretch } from './readPiece.ts';
import type { ResendBudget, SentRanges } from './resendBudget.ts';
import { type SessionCore, floorFor, sharedLog } from './session.ts';
import { MOST_ANSWERS } from './sessionLimits.ts';
import type { SpaceLog } from './spaceLog.ts';

type Range = LinkMessage & { readonly t: 'range' };
type Span = Pick<Stretch, 'low' | 'high'>;

/** Answers questions for stretches of chains (REP-18), one after another, each when the link took the one before. */
export class RangeServer {
  private readonly core: SessionCore;
  private readonly turn = new Turn();
  private readonly sent: SentRanges;
  private readonly budget: ResendBudget;

  constructor(core: SessionCore) {
    this.core = core;
    this.sent = core.budgets.ranges;
    this.budget = core.budgets.rangesAgain;
  }

  answer(question: Range): void {
    // What is left out is asked for again.
    if (this.turn.waiting < MOST_ANSWERS) void this.turn.take(() => this.serve(question));
  }

  private async serve(question: Range): Promise<void> {
    const { space, device } = question;
    const log = await sharedLog(this.core, space);
    if (log === null || this.core.isClosed()) return;
    const stretch = this.stretchOf(log, question);
    const chain = space + device;
    const isAgain = this.isAgain(chain, stretch);
    if (isAgain && !this.budget.allowsAgain()) return;
    const piece = stretch.low > stretch.high ? null : await log.piece(stretch);
    const { from, payloads } = piece ?? { from: question.below, payloads: [] };
    this.core.context.traffic?.moved(payloads.length);
    const bytes = payloads.reduce((sum, payload) => sum + payload.length, 0);
    if (bytes > 0) this.note(chain, { low: from, high: from + payloads.length - 1 });
    this.budget.sent(bytes, isAgain);
    await this.core.send({ t: 'events', space, device, from, payloads: [...payloads] });
  }

  /** What of it is here and given to the peer. */
  private stretchOf({ heads }: SpaceLog, { space, device, from, below, up }: Range): Stretch {
    const held = heads.chain(device) ?? { floor: 0, seq: -1 };
    const low = Math.max(from, floorFor(this.core, space)(device) + 1, held.floor);
    return { device, low, high: Math.min(below - 1, held.seq), up };
  }

  private isAgain(chain: string, { low, high }: Span): boolean {
    const sent = this.sent.get(chain);
    return sent !== undefined && low <= high && high >= sent.low && high <= sent.high;
  }

  private note(chain: string, { low, high }: Span): void {
    const sent = this.sent.get(chain) ?? { low, high };
    this.sent.set(chain, { low: Math.min(low, sent.low), high: Math.max(high, sent.high) });
  }
}

import type { Allowance } from '@shared/budget.ts';
import type { SpaceId } from '@shared/ids.ts';
import { isAnswerAddress } from '@shared/answerAddress.ts';
import { type Result, fail } from '@shared/result.ts';
import { MAX_LETTER } from '@domain/channel/letter.ts';
import {
  type AutoRecord,
  ChannelKeep,
  type LetterRecord,
  autoRecordSchema,
  readRecord,
  recordBytes,
} from '@domain/channel/records.ts';
import * as v from 'valibot';
import { outcomeOf } from '../workspace/failures.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import type { Clock } from '@ports/clock.ts';
import type { Log } from '../diagnostics/log.ts';
import { ChannelBudgets } from './channelBudgets.ts';
import type { ChannelKeeps } from './channelKeeps.ts';

import type { LetterDesk } from './letterDesk.ts';

/** What is answered, let through or refused by itself in one channel. */
export const BY_ITSELF: Allowance = { capacity: 60, perSecond: 60 / 3600 };
/** What an endpoint is asked for one channel: it may cost its owner money. */
export const QUESTIONS: Allowance = { capacity: 30, perSecond: 30 / 3600 };

/** Asks an endpoint that the owner entered; null when it gave no answer. */
export type AskEndpoint = (endpoint: NonNullable<AutoRecord['endpoint']>, text: string) => Promise<string | null>;

/** What answering by itself works with. */
export interface AutoAnswerParts {
  readonly keeps: ChannelKeeps;
  readonly letters: () => Pick<LetterDesk, 'answer'>;
  readonly ask: AskEndpoint;
  readonly clock: Clock;
  readonly log: Log;
}

/** Answers letters by their words, or by an endpoint of the owner's (CHN-18). Only the device that had the letter first answers. */
export class AutoAnswers {
  private readonly parts: AutoAnswerParts;
  private readonly answered: ChannelBudgets;
  private readonly questions: ChannelBudgets;

  constructor(parts: AutoAnswerParts) {
    this.parts = parts;
    this.answered = new ChannelBudgets(parts.clock, BY_ITSELF);
    this.questions = new ChannelBudgets(parts.clock, QUESTIONS);
  }

  async set(space: SpaceId, replies: Pick<AutoRecord, 'rules' | 'endpoint'>): Promise<Result<void, WorkspaceError>> {
    const rules = replies.rules.map(({ words, reply }) => ({
      words: words.map((word) => word.trim().toWellFormed()).filter((word) => word !== ''),
      reply: reply.trim().toWellFormed(),
    }));
    const read = v.safeParse(autoRecordSchema, { v: 1, rules, endpoint: replies.endpoint });
    const isAskable = replies.endpoint === null || isAnswerAddress(replies.endpoint.url);
    if (!read.success || !isAskable)
      return fail('answering-invalid', 'too long, empty, or an address that is not asked');
    return outcomeOf(
      await this.parts.keeps.put([{ kind: ChannelKeep.auto, id: space, bytes: recordBytes(read.output) }]),
    );
  }

  /** Answers a message that came, where there is an answer to it. */
  async onMessage(space: SpaceId, id: string, letter: LetterRecord): Promise<void> {
    if (letter.kind !== 'message' || letter.answers.length > 0) return;
    const row = await this.parts.keeps.get(ChannelKeep.auto, space);
    const auto = row.ok ? readRecord(autoRecordSchema, row.value) : null;
    const text = auto === null ? null : (replyTo(auto, letter.text) ?? (await this.asked(space, auto, letter.text)));
    if (text === null || text === '' || !this.answered.take(space)) return;
    const said = await this.parts.letters().answer(id, { text: text.slice(0, MAX_LETTER), state: null });
    if (!said.ok) this.parts.log.write('warn', 'engine', `a letter was not answered by itself: ${said.error.code}`);
  }

  private asked(space: SpaceId, { endpoint }: AutoRecord, text: string): Promise<string | null> {
    return endpoint === null || !this.questions.take(space) ? Promise.resolve(null) : this.parts.ask(endpoint, text);
  }
}

/** The reply of the first rule one of whose words is in a text, whatever its case; null where none is. */
export function replyTo({ rules }: Pick<AutoRecord, 'rules'>, text: string): string | null {
  const told = folded(text);
  return rules.find(({ words }) => words.some((word) => told.includes(folded(word))))?.reply ?? null;
}

function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** What the devices of one account agree on: for each key the last that any of them said (DEV-11). Pure. */
import * as v from 'valibot';
import type { DeviceId } from '@shared/ids.ts';
import { timeSchema } from '@shared/schemas.ts';
import { equalBytes } from '../codec/bytes.ts';
import { encodeCanonical } from '../codec/canonical.ts';
import type { SignedEvent } from '../event/event.ts';
import { CHOICE_KIND } from './ownWord.ts';

/** Longest key. */
const MAX_KEY = 160;
const bodySchema = v.strictObject({
  key: v.pipe(v.string(), v.regex(/^[a-z]+\/[\w-]*$/), v.maxLength(MAX_KEY)),
  value: v.unknown(),
  /** Time of the choice it replaces, where the clock of the event is not later. */
  after: v.exactOptional(timeSchema),
  /** It was here when the device began, or is as nobody chose it as far as that one knows: what anybody chose holds against it. */
  began: v.exactOptional(v.literal(true)),
});

/** What was said last of a key. */
export interface Choice {
  readonly key: string;
  readonly value: unknown;
  /** Clock of the event, ms, but always later than that of the choice it replaces; {@link BEGAN} of what nobody chose. */
  readonly at: number;
  readonly device: DeviceId;
  /** Its place in the chain of that device. */
  readonly seq: number;
}

/** Time of what a device tells of that it began with: before any choice. */
export const BEGAN = 0;

/** Choices by key. */
export type Choices = ReadonlyMap<string, Choice>;

/** The choice an event says; null where it says none. */
export function choiceIn({ content }: Pick<SignedEvent, 'content'>): Choice | null {
  if (content.kind !== CHOICE_KIND) return null;
  const body = v.safeParse(bodySchema, content.body);
  if (!body.success) return null;
  const { key, value, after = -1, began = false } = body.output;
  const { at, device, seq } = content;
  return { key, value, at: began ? BEGAN : Math.max(at, after + 1), device, seq };
}

/** Of two choices of one key the later; of equal times that of the greater device, or of one device what it said later. */
export function laterChoice(one: Choice | undefined, other: Choice): Choice {
  if (one === undefined) return other;
  if (one.at !== other.at) return one.at > other.at ? one : other;
  if (one.device === other.device) return one.seq >= other.seq ? one : other;
  return one.device > other.device ? one : other;
}

/** Whether both are one: a device says one thing at a place of its chain. */
export function isSameChoice(one: Choice, other: Choice): boolean {
  return one.device === other.device && one.seq === other.seq;
}

/** Whether a value is what was last said. */
export function says(choice: Choice | undefined, value: unknown): boolean {
  return choice !== undefined && equalBytes(encodeCanonical(choice.value), encodeCanonical(value));
}

import type { EventId } from '@shared/ids.ts';
import type { Found } from '@services/workspace/discoverWorkspace.ts';

/** What is looked for in an open talk, and what of it is gone to. */
export interface Seeking {
  /** What was typed. */
  readonly words: string;
  /** The newest first. */
  readonly found: readonly Found[];
  /** What was found is meant with a slip. */
  readonly isForgiving: boolean;
  /** The one that is shown in its place. */
  readonly current: EventId | null;
  /** Looks again: something that was found is not there any more. */
  readonly renew: () => void;
}

/** The search is open, and nothing was typed yet. */
export const NOTHING_SOUGHT: Seeking = {
  words: '',
  found: [],
  isForgiving: false,
  current: null,
  renew: () => undefined,
};

/** The next one from here, `1` towards what is older; from the end of them it goes on at the other. Null where nothing was found. */
export function stepFrom(found: readonly Found[], current: EventId | null, step: 1 | -1): EventId | null {
  if (found.length === 0) return null;
  const at = found.findIndex(({ event }) => event === current);
  const next = at < 0 ? 0 : (at + step + found.length) % found.length;
  return found[next]?.event ?? null;
}

/** A message as far as it matters here. */
interface Shown {
  readonly id: string;
  readonly at: number;
  readonly body: { readonly kind: string };
}

/** What was found, and lies among the messages that are loaded, and is not there any more, or says nothing. */
export function goneOf(found: readonly Found[], messages: readonly Shown[]): readonly Found[] {
  const first = messages[0]?.at ?? Number.POSITIVE_INFINITY;
  const last = messages.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
  const here = new Map(messages.map((message) => [message.id, message.body.kind]));
  return found.filter(({ id, at }) => {
    const isAmong = at !== null && at > first && at < last;
    return here.has(id) ? here.get(id) === 'recalled' : isAmong;
  });
}

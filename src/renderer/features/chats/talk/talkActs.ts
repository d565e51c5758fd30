import { createContext, use } from 'react';
import type { AccountId, EventId } from '@shared/ids.ts';
import type { Message } from '@services/workspace/messageViews.ts';
import type { MenuRequest } from '@ui/overlays/useMenu.tsx';

/** What a row of the log asks of the talk around it. The same object between renders, unless who one is in it changes. */
export interface TalkActs {
  readonly nameOf: (account: AccountId) => string;
  /** Oneself; null until it is known. */
  readonly self: AccountId | null;
  /** Whether one may answer, react and vote here now. */
  readonly canAct: boolean;
  /** Puts one's own sign on a message; the sign it has already is taken back. */
  readonly react: (message: Message, sign: string) => void;
  readonly askSign: (message: Message, anchor: Element) => void;
  readonly vote: (message: Message, options: readonly number[]) => void;
  /** Shows a message that another one speaks of, and remembers the way back. */
  readonly jump: (from: Message, to: EventId) => void;
  readonly openMenu: (message: Message, anchor: MenuRequest['anchor']) => void;
  readonly show: (what: 'history' | 'reactions' | 'voters', message: Message) => void;
}

const nothing = () => undefined;

/** Outside a talk messages can be looked at alone. */
export const TalkActsContext = createContext<TalkActs>({
  nameOf: () => '',
  self: null,
  canAct: false,
  react: nothing,
  askSign: nothing,
  vote: nothing,
  jump: nothing,
  openMenu: nothing,
  show: nothing,
});

/** See {@link TalkActs}. */
export function useTalkActs(): TalkActs {
  return use(TalkActsContext);
}

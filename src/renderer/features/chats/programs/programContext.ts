import { createContext, use } from 'react';
import type { EventId, SpaceId } from '@shared/ids.ts';

/** Ways from a conversation to mini programs. */
export interface ProgramLinkActs {
  /** Shows a program, at a place in it if one is named. */
  readonly open: (instance: EventId, href?: string) => void;
  /** Asks for a program to put into a chat. */
  readonly share: (space: SpaceId) => void;
}

/** Set by the open conversation. */
export const ProgramLinkContext = createContext<ProgramLinkActs | null>(null);

/** Ways from here to mini programs. */
export function useProgramLinks(): ProgramLinkActs {
  const links = use(ProgramLinkContext);
  if (links === null) throw new Error('useProgramLinks needs an open conversation above it');
  return links;
}

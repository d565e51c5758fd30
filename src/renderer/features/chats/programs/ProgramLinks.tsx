import { type ReactNode, useMemo } from 'react';
import { type ProgramLinkActs, ProgramLinkContext } from './programContext.ts';

export interface ProgramLinksProps {
  readonly onOpen: ProgramLinkActs['open'];
  readonly onShare: ProgramLinkActs['share'];
  readonly children: ReactNode;
}

/** Gives a conversation its ways to mini programs. */
export function ProgramLinks({ onOpen, onShare, children }: ProgramLinksProps): ReactNode {
  const links = useMemo(() => ({ open: onOpen, share: onShare }), [onOpen, onShare]);
  return <ProgramLinkContext value={links}>{children}</ProgramLinkContext>;
}

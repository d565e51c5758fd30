import { type ReactNode, useCallback, useState } from 'react';
import { LinkConfirmDialog } from '../overlays/LinkConfirmDialog.tsx';
import { LinkContext } from './links.ts';

export interface LinkScopeProps {
  readonly title: string;
  readonly description: ReactNode;
  readonly openLabel: string;
  readonly cancelLabel: string;
  /** Said of a host whose letters may be taken for others. */
  readonly lookAlike: string;
  /** Called once the person said yes. */
  readonly onOpen: (url: string) => void;
  readonly children: ReactNode;
}

/** Asks before an address in the words inside it is opened. */
export function LinkScope({ onOpen, children, ...words }: LinkScopeProps): ReactNode {
  const [asked, setAsked] = useState<string | null>(null);
  const open = useCallback(
    (url: string) => {
      setAsked(null);
      onOpen(url);
    },
    [onOpen],
  );
  return (
    <LinkContext value={setAsked}>
      {children}
      <LinkConfirmDialog {...words} url={asked} onOpen={open} onCancel={() => setAsked(null)} />
    </LinkContext>
  );
}

import type { ReactNode } from 'react';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { useTalk } from '../talk/talkContext.ts';
import { FindBar } from './FindBar.tsx';
import type { FindTalk } from './findTalk.ts';
import { useFindKey } from './useFindKey.ts';

/** The search through the open talk, below its head, while one looks for something. Here with the talk: what is typed right after its key must come into its box. */
export function FindPart({ conversation }: { readonly conversation: FindTalk }): ReactNode {
  const isOpen = useSnapshot(useTalk().seeking) !== null;
  useFindKey();
  return isOpen ? <FindBar conversation={conversation} /> : null;
}

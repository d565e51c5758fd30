import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { chordLabel } from '@ui/keys/chordLabel.ts';
import { findKeys } from '@ui/keys/findKeys.ts';
import { useTalk } from '../talk/talkContext.ts';
import { NOTHING_SOUGHT } from './seeking.ts';

/** Opens the search through this talk. */
export function FindButton(): ReactNode {
  const t = useT();
  const talk = useTalk();
  return (
    <IconButton
      label={t('find.open')}
      icon={<Search aria-hidden />}
      shortcut={chordLabel(findKeys.open)}
      onClick={() => talk.seek(talk.seeking.get() ?? NOTHING_SOUGHT)}
    />
  );
}

import type { ReactNode } from 'react';
import { useCodeWords, useMediaErrorText } from '@i18n/usePictureTexts.ts';
import { useT } from '@i18n/useT.tsx';
import { useMedia } from '@services/media/context.tsx';
import { CodeIntake } from '@ui/code/CodeIntake.tsx';

export interface TheirCodeProps {
  readonly onFound: (text: string) => void;
}

/** Brings in an invite: a pasted link, a picture of a code dropped, pasted or chosen, or the camera. */
export function TheirCode({ onFound }: TheirCodeProps): ReactNode {
  const t = useT();
  const errorText = useMediaErrorText();
  const words = useCodeWords({ link: t('contacts.theirs.link'), placeholder: 'banyan://invite#…' });
  return <CodeIntake means={useMedia()} words={words} errorText={errorText} onFound={onFound} />;
}

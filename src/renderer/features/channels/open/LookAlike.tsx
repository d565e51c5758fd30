import type { ReactNode } from 'react';
import type { LookAlike as Found } from '@domain/profile/lookAlike.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';

/** Says that a channel's name could be taken for another; nothing where it could not. */
export function LookAlike({ found }: { readonly found: Found }): ReactNode {
  const t = useT();
  if (found.other !== null)
    return (
      <AlertBanner tone="warning">
        <T id="channels.lookAlike.other" values={{ name: <PersonName>{found.other}</PersonName> }} />
      </AlertBanner>
    );
  return found.isMixed && <AlertBanner tone="warning">{t('channels.lookAlike.mixed')}</AlertBanner>;
}

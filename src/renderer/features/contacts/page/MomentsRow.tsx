import { Aperture } from 'lucide-react';
import type { ReactNode } from 'react';
import { useHashLocation } from 'wouter/use-hash-location';
import type { AccountId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { Row } from '@ui/layout/Panel.tsx';

/** The way to their album. */
export function MomentsRow({ account }: { readonly account: AccountId }): ReactNode {
  const t = useT();
  const [, navigate] = useHashLocation();
  return (
    <Row icon={<Aperture aria-hidden />} title={t('contacts.page.moments')} text={t('contacts.page.moments.hint')}>
      <Button onClick={() => navigate(`/moments/person/${account}`)}>{t('contacts.page.moments.open')}</Button>
    </Row>
  );
}

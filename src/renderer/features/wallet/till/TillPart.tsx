import { Store } from 'lucide-react';
import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { Row, Section } from '@ui/layout/Panel.tsx';
import type { IssuedUnitPartProps } from '../room/partProps.ts';

/** On the page of a unit one issues: the way to its till. */
export function TillPart({ issued, onOpenWallet }: IssuedUnitPartProps): ReactNode {
  const t = useT();
  return (
    <Section>
      <Row icon={<Store aria-hidden />} title={t('till.part.title')} text={t('till.part.text')}>
        <Button onClick={() => onOpenWallet(`till/${issued.unit.id}`)}>{t('till.part.open')}</Button>
      </Row>
    </Section>
  );
}

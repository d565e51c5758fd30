import { QrCode as QrIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { Row, Section } from '@ui/layout/Panel.tsx';
import type { PaymentPartProps } from '../room/partProps.ts';

/** On the bill of a payment that waits: the way to carry it over by a code. */
export function PaymentCodePart({ payment, onWallet }: PaymentPartProps): ReactNode {
  const t = useT();
  const canCarry = payment.kind === 'transfer' && payment.side === 'payer' && payment.situation.word === 'sent';
  if (!canCarry) return null;
  return (
    <Section>
      <Row icon={<QrIcon aria-hidden />} title={t('codes.part.title')} text={t('codes.part.text')}>
        <Button onClick={() => onWallet({ kind: 'payment-code', payment: payment.id })}>{t('codes.part.show')}</Button>
      </Row>
    </Section>
  );
}

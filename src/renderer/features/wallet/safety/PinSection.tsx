import { KeyRound } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { Row, Section } from '@ui/layout/Panel.tsx';
import { PinDialog } from './PinDialog.tsx';

/** Whether there is a payment PIN, and the ways to set, change and remove it (PAY-UI-76). */
export function PinSection({ hasPin }: { readonly hasPin: boolean }): ReactNode {
  const t = useT();
  const [wish, setWish] = useState<'set' | 'remove' | null>(null);
  return (
    <Section title={t('consent.pin')} description={t('consent.pin.text')}>
      <Row icon={<KeyRound aria-hidden />} title={t(hasPin ? 'consent.pin.on' : 'consent.pin.off')}>
        <Button size="small" onClick={() => setWish('set')}>
          {t(hasPin ? 'consent.pin.change' : 'consent.pin.set')}
        </Button>
        {hasPin && (
          <Button size="small" onClick={() => setWish('remove')}>
            {t('consent.pin.remove')}
          </Button>
        )}
      </Row>
      {wish !== null && <PinDialog wish={wish} hasPin={hasPin} onDone={() => setWish(null)} />}
    </Section>
  );
}

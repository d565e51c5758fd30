import { Hourglass } from 'lucide-react';
import type { ReactNode } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { WaitingPayment } from '@services/workspace/walletSafety.ts';
import { Button } from '@ui/controls/Button.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { Row, Section } from '@ui/layout/Panel.tsx';
import { usePeople } from '../people/usePeople.ts';

/** What was agreed to and has not left: it can be stopped until then (PAY-UI-79). Nothing is drawn where nothing waits. */
export function WaitingSection({ waiting }: { readonly waiting: readonly WaitingPayment[] }): ReactNode {
  const t = useT();
  if (waiting.length === 0) return null;
  return (
    <Section title={t('consent.waiting')} description={t('consent.waiting.text')}>
      {waiting.map((payment) => (
        <WaitingRow key={payment.id} payment={payment} />
      ))}
    </Section>
  );
}

function WaitingRow({ payment }: { readonly payment: WaitingPayment }): ReactNode {
  const t = useT();
  const toast = useToast();
  const errorText = useErrorText();
  const formats = useFormats();
  const money = useMoney();
  const personOf = usePeople();
  const { wallet } = useWorkspace();
  const { id, unit, to, amount, due, isDropped } = payment;
  const stop = async () => {
    const stopped = await wallet.stopWaitingPayment(id);
    if (!stopped.ok) toast({ tone: 'danger', text: errorText(stopped.error.code) });
    else if (!isDropped) toast({ text: t('consent.waiting.stopped') });
  };
  const { name } = personOf(to);
  return (
    <Row
      icon={<Hourglass aria-hidden />}
      title={
        <T
          id="consent.waiting.row"
          values={{
            amount: money.text(amount, unit),
            name: name === '' ? t('consent.stranger') : <PersonName>{name}</PersonName>,
          }}
        />
      }
      text={t(isDropped ? 'consent.waiting.dropped' : 'consent.waiting.due', { time: formats.full(due) })}
    >
      <Button size="small" onClick={() => void stop()}>
        {t(isDropped ? 'consent.waiting.seen' : 'consent.waiting.stop')}
      </Button>
    </Row>
  );
}

import { ExternalLink } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { textOfAmount } from '@domain/rail/railAmount.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { T, isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { PayWay } from '@services/workspace/walletCodes.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { LinkConfirmDialog } from '@ui/overlays/LinkConfirmDialog.tsx';
import { CodeCard } from '../codes/CodeCard.tsx';
import { PersonMark } from '../people/PersonMark.tsx';
import { usePeople } from '../people/usePeople.ts';
import { type Outside, outsideAmount, readPreimage } from './outside.ts';
import styles from './Settle.module.css';
import type { SettlePlan } from './SettleForm.tsx';

export interface PayOutsideProps {
  readonly person: AccountId;
  readonly plan: SettlePlan;
  readonly onBack: () => void;
  readonly onDone: () => void;
}

/** What to pay with another app, and then the word that one did. Nothing here moves money. */
export function PayOutside({ person, plan, onBack, onDone }: PayOutsideProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const errorText = useErrorText();
  const personOf = usePeople();
  const [preimage, setPreimage] = useState('');
  const { act, say } = useSay({ person, plan, onDone });
  const { outside, code, request } = plan;
  const isProofWrong = preimage.trim() !== '' && readPreimage(preimage) === null;
  return (
    <div className={styles['stack']}>
      <p className={styles['lead']}>
        <T
          id="settle.pay.now"
          values={{
            amount: isolate(`${outside.amount} ${outside.currency}`),
            name: <PersonMark person={personOf(person)} />,
            how: t(`settle.by.${outside.rail}`),
          }}
        />
      </p>
      {code !== null && <CodeCard code={code.code} label={t('settle.code.alt')} />}
      {typeof code?.href === 'string' && <OpenLink href={code.href} />}
      {request !== null && (
        <TextField
          label={t('settle.preimage')}
          description={t('settle.preimage.text')}
          value={preimage}
          dir="ltr"
          spellCheck={false}
          error={isProofWrong ? t('settle.preimage.wrong') : null}
          onChange={setPreimage}
        />
      )}
      <AlertBanner tone="info">{t('settle.pay.then', { amount: money.text(plan.amount, plan.unit) })}</AlertBanner>
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      <div className={styles['buttons']}>
        <Button onClick={onBack}>{t('common.back')}</Button>
        <Button
          variant="primary"
          disabled={isProofWrong}
          pending={act.isPending}
          onClick={() => say(readPreimage(preimage))}
        >
          {t('settle.pay.said')}
        </Button>
      </div>
    </div>
  );
}

/** Opens a link of the web, after the way out was shown. */
function OpenLink({ href }: { readonly href: string }): ReactNode {
  const t = useT();
  const toast = useToast();
  const errorText = useErrorText();
  const workspace = useWorkspace();
  const [isAsked, setAsked] = useState(false);
  const open = async (url: string) => {
    setAsked(false);
    const opened = await workspace.openExternal(url);
    if (!opened.ok) toast({ tone: 'danger', text: errorText(opened.error.code) });
  };
  return (
    <div className={styles['centred']}>
      <Button icon={<ExternalLink aria-hidden />} onClick={() => setAsked(true)}>
        {t('settle.open')}
      </Button>
      <LinkConfirmDialog
        url={isAsked ? href : null}
        title={t('settle.open.title')}
        description={t('settle.open.text')}
        lookAlike={t('common.link.lookAlike')}
        openLabel={t('settle.open')}
        cancelLabel={t('common.cancel')}
        onOpen={(url) => void open(url)}
        onCancel={() => setAsked(false)}
      />
    </div>
  );
}

/** Says that it was paid, and keeps where for the next time. */
function useSay({ person, plan, onDone }: Omit<PayOutsideProps, 'onBack'>) {
  const t = useT();
  const toast = useToast();
  const { wallet } = useWorkspace();
  const act = useAct<WorkspaceErrorCode>();
  const [intent] = useState(() => crypto.randomUUID());
  const { unit, amount, outside, request } = plan;
  const say = (preimage: Uint8Array | null) =>
    act.run(
      async () => {
        const way = wayOf(person, outside);
        if (way !== null) await wallet.keepPayWay(way);
        return wallet.declareSettled({
          ...{ creditor: person, unit: unit.id, amount, rail: outside.rail, ref: outside.note.trim() },
          ...{ railAmount: amountText(outside), railCurrency: outside.currency },
          intent,
          ...(request === null || preimage === null ? {} : { proof: { request, preimage } }),
        });
      },
      () => {
        toast({ text: t('settle.said') });
        onDone();
      },
    );
  return { act, say };
}

function amountText(outside: Outside): string {
  const amount = outsideAmount(outside);
  return amount.ok ? textOfAmount(amount.value) : '0';
}

/** An invoice works once: there is nothing to keep of it. */
function wayOf(account: AccountId, { rail, address, name }: Outside): PayWay | null {
  if (rail === 'cash' || rail === 'other' || rail === 'lightning') return null;
  return { account, rail, address: address.trim(), name: name.trim() };
}

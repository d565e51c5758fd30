import { BadgeCheck, CirclePause, LockKeyholeOpen } from 'lucide-react';
import { type ReactNode, use } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import type { ChannelView } from '@services/workspace/channelWorkspace.ts';
import type { ChannelTerms } from '@services/workspace/paidWorkspace.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Mandate } from '@services/workspace/walletTrade.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { ConfirmButton } from '@ui/overlays/ConfirmButton.tsx';
import { ChannelLinksContext } from '../channelLinks.ts';
import { NotYetContact } from './NotYetContact.tsx';
import styles from './Paid.module.css';
import { usePayee, usePriceText, useSubscribingElsewhere, useSubscription, useTerms } from './usePaying.ts';

/** What a channel costs, and how one's subscription stands; nothing where nothing is sold by subscription. */
export function SubscriptionRow({ channel }: { readonly channel: ChannelView }): ReactNode {
  const t = useT();
  const terms = useTerms(channel.id);
  const running = useSubscription(channel.id);
  const onSale = terms !== undefined && terms !== null && <OnSale channel={channel} terms={terms} />;
  if (running === null) return <NotRunning channel={channel}>{onSale}</NotRunning>;
  const { mandate, isHeld, others } = running;
  const isFormer = (one: Mandate) => terms !== undefined && !isSame(one, terms);
  if (!isHeld)
    return (
      <>
        {others.length > 0 && <AlertBanner tone="warning">{t('paid.running.twice')}</AlertBanner>}
        {[mandate, ...others].map((one) => (
          <Running key={one.id} mandate={one} isFormer={isFormer(one)} />
        ))}
      </>
    );
  return (
    <>
      <Held mandate={mandate} />
      {onSale}
    </>
  );
}

/** What is sold, unless another own device is subscribing just now (CHN-40). */
function NotRunning({ channel, children }: { readonly channel: ChannelView; readonly children: ReactNode }): ReactNode {
  const t = useT();
  const elsewhere = useSubscribingElsewhere(channel.id);
  if (elsewhere === null) return children;
  if (elsewhere === 'holds') return <AlertBanner tone="info">{t('paid.running.elsewhere')}</AlertBanner>;
  return (
    <>
      <AlertBanner tone="info">{t('paid.running.elsewhere.over')}</AlertBanner>
      {children}
    </>
  );
}

function OnSale({ channel, terms }: { readonly channel: ChannelView; readonly terms: ChannelTerms }): ReactNode {
  const payee = usePayee(terms.payee);
  const { subscription } = terms;
  if (subscription === null || payee === null || payee.isSelf) return null;
  return (
    <div className={styles['row']}>
      <LockKeyholeOpen aria-hidden />
      <Offer terms={terms} subscription={subscription} name={payee.name} />
      {payee.isContact ? <Subscribe channel={channel} /> : <NotYetContact channel={channel.id} />}
    </div>
  );
}

function isSame({ payee, unit }: Mandate, terms: ChannelTerms | null): boolean {
  return terms !== null && terms.payee === payee && terms.unit.id === unit.id;
}

function Offer(props: {
  readonly terms: ChannelTerms;
  readonly subscription: NonNullable<ChannelTerms['subscription']>;
  readonly name: string;
}): ReactNode {
  const t = useT();
  const priceText = usePriceText();
  const { terms, subscription, name } = props;
  return (
    <p>
      {t(`paid.costs.${subscription.period}`, { amount: priceText(subscription.amount, terms.unit) })}{' '}
      {name !== '' && <T id="paid.wall.payee" values={{ name: <PersonName>{name}</PersonName> }} />}
    </p>
  );
}

function Subscribe({ channel }: { readonly channel: ChannelView }): ReactNode {
  const t = useT();
  const { onWallet } = use(ChannelLinksContext);
  return (
    <Button size="small" onClick={() => onWallet({ kind: 'dues', channel: channel.id, post: null })}>
      {t('paid.subscribe')}
    </Button>
  );
}

/** `isFormer`: the channel is paid to somebody else now, or in something else. */
function Running({ mandate, isFormer }: { readonly mandate: Mandate; readonly isFormer: boolean }): ReactNode {
  const t = useT();
  const money = useMoney();
  const formats = useFormats();
  const { perPayment, unit, period, nextDue, stage } = mandate;
  return (
    <div className={styles['row']}>
      <BadgeCheck aria-hidden data-good />
      <p>
        {t(`paid.running.${period}`, { amount: money.text(perPayment, unit) })}{' '}
        {stage === 'short' ? t('paid.running.short') : null}
        {stage === 'running' && nextDue !== null ? t('paid.running.next', { day: formats.date(nextDue) }) : null}
        {isFormer && ` ${t('paid.running.former')}`}
      </p>
      <Stop mandate={mandate} />
    </div>
  );
}

/** Whom it pays publishes there no more: it stopped by itself, and nothing is paid (CHN-36). */
function Held({ mandate }: { readonly mandate: Mandate }): ReactNode {
  const payee = usePayee(mandate.payee);
  return (
    <div className={styles['row']}>
      <CirclePause aria-hidden />
      <p>
        <T id="paid.running.held" values={{ name: <PersonName>{payee?.name ?? ''}</PersonName> }} />
      </p>
      <Stop mandate={mandate} />
    </div>
  );
}

function Stop({ mandate }: { readonly mandate: Mandate }): ReactNode {
  const t = useT();
  const toast = useToast();
  const errorText = useErrorText();
  const { wallet } = useWorkspace();
  const act = useAct<WorkspaceErrorCode>();
  const stop = () =>
    act.run(
      () => wallet.revokeMandate(mandate.id),
      () => toast({ text: t('paid.stopped') }),
    );
  return (
    <>
      <ConfirmButton
        label={t('paid.stop')}
        title={t('paid.stop.title')}
        confirmLabel={t('paid.stop')}
        cancelLabel={t('common.cancel')}
        onConfirm={stop}
      >
        {t('paid.stop.text')}
      </ConfirmButton>
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
    </>
  );
}

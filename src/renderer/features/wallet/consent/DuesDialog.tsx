import { type ReactNode, useMemo } from 'react';
import { cleanLine } from '@shared/cleanLine.ts';
import type { EventId, SpaceId } from '@shared/ids.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { AgreedPrice, ChannelTerms, PayTarget } from '@services/workspace/paidWorkspace.ts';
import type { Outcome } from '@services/workspace/workspaceErrors.ts';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { Spinner } from '@ui/feedback/Spinner.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import styles from './Consent.module.css';
import { ConsentDialog } from './ConsentDialog.tsx';
import { Payee, Reason } from './ConsentFrame.tsx';
import { LeavesLater } from './LeavesLater.tsx';
import { SourceChoice } from './SourceChoice.tsx';
import { type MoneySource, sourcesOf } from './sources.ts';
import { type ConsentFacts, useConsentFacts } from './useConsentFacts.ts';
import { useSpend } from './useSpend.tsx';

export interface DuesDialogProps {
  readonly channel: SpaceId;
  /** Null: a subscription. */
  readonly post: EventId | null;
  readonly onDone: () => void;
}

/** What is asked for: whom it goes to, how much, how often, and what for in the channel's words. */
interface Asked extends PayTarget {
  readonly amount: bigint;
  readonly period: NonNullable<ChannelTerms['subscription']>['period'] | null;
  readonly words: string;
}

/** To pay a channel for a post, or for what it publishes from now on (PAY-UI-95). */
export function DuesDialog(props: DuesDialogProps): ReactNode {
  return props.post === null ? <SubscriptionDues {...props} /> : <PostDues {...props} post={props.post} />;
}

function SubscriptionDues({ channel, onDone }: DuesDialogProps): ReactNode {
  const { channels } = useWorkspace();
  const terms = useQuery(useMemo(() => channels.terms(channel), [channels, channel]));
  const face = useQuery(useMemo(() => channels.channel(channel), [channels, channel]));
  if (terms.status === 'loading' || face.status === 'loading') return <NothingAsked isComing onDone={onDone} />;
  const said = terms.status === 'ready' ? terms.value : null;
  if (said === null || said.subscription === null) return <NothingAsked isComing={false} onDone={onDone} />;
  const name = face.status === 'ready' ? (face.value?.name ?? '') : '';
  const asked = { ...said, ...said.subscription, words: name };
  const { period } = said.subscription;
  const pay = () => channels.subscribeToChannel(channel, { ...agreedTo(asked), period });
  return <DuesConsent key={textOf(asked)} asked={asked} pay={pay} onDone={onDone} />;
}

function PostDues({ post, onDone }: DuesDialogProps & { readonly post: EventId }): ReactNode {
  const { channels } = useWorkspace();
  const query = useQuery(useMemo(() => channels.channelPost(post), [channels, post]));
  if (query.status === 'loading') return <NothingAsked isComing onDone={onDone} />;
  const view = query.status === 'ready' ? query.value : null;
  const price = view?.sale?.price ?? null;
  if (price === null) return <NothingAsked isComing={false} onDone={onDone} />;
  const asked = { ...price, period: null, words: cleanLine(view?.article?.title ?? '') };
  const pay = () => channels.buyPost(post, agreedTo(asked));
  return <DuesConsent key={textOf(asked)} asked={asked} pay={pay} onDone={onDone} />;
}

function NothingAsked({
  isComing,
  onDone,
}: Pick<DuesDialogProps, 'onDone'> & { readonly isComing: boolean }): ReactNode {
  const t = useT();
  return (
    <Dialog isOpen title={t('consent.title')} closeLabel={t('common.close')} onClose={onDone}>
      {isComing ? (
        <Spinner label={t('common.loading')} />
      ) : (
        <EmptyState title={t('consent.missing')}>{t('paid.consent.missing')}</EmptyState>
      )}
    </Dialog>
  );
}

/** What is asked, by value: of what changes while the window is open nothing is left, neither a yes nor a PIN that was asked for. */
const textOf = ({ payee, unit, amount, period, words }: Asked): string =>
  [payee, unit.id, amount, period ?? '', words].join(' ');

const agreedTo = ({ payee, unit, amount }: Asked): AgreedPrice => ({ payee, unit: unit.id, amount });

interface ConsentProps extends Pick<DuesDialogProps, 'onDone'> {
  readonly asked: Asked;
  readonly pay: () => Outcome<unknown>;
}

/** Whom, how much and how often; the yes counts once all that has been in sight for a while. */
function DuesConsent({ asked, pay, onDone }: ConsentProps): ReactNode {
  const t = useT();
  const toast = useToast();
  const facts = useConsentFacts(asked.payee);
  const spend = useSpend(onDone);
  const payee = facts.people.get(asked.payee);
  const isContact = payee?.standing === 'contact';
  const source = sourceOf(asked, facts);
  const isPost = asked.period === null;
  const say = () =>
    spend.run(pay, () => {
      toast({ text: t(isPost ? 'paid.bought' : 'paid.subscribed') });
      onDone();
    });
  return (
    <ConsentDialog
      asked={textOf(asked)}
      canPay={source?.isEnough === true && !spend.isBusy}
      onPay={isContact ? say : null}
      onClose={onDone}
    >
      <Payee account={asked.payee} person={payee} isKnownPayee={facts.isKnownPayee} />
      <DuesSum asked={asked} source={source} />
      <Reason label={t(isPost ? 'paid.consent.post' : 'paid.consent.channel')} words={asked.words} />
      <p className={styles['muted']}>{t(isPost ? 'paid.consent.truth.post' : 'paid.consent.truth')}</p>
      <PaidWith asked={asked} source={source} facts={facts} />
      {!isContact && <AlertBanner tone="warning">{t('paid.stranger')}</AlertBanner>}
      {isPost && <LeavesLater source={source} amount={asked.amount} />}
      {spend.notice}
    </ConsentDialog>
  );
}

function PaidWith(props: {
  readonly asked: Asked;
  readonly source: MoneySource | null;
  readonly facts: ConsentFacts;
}): ReactNode {
  const t = useT();
  const { asked, source, facts } = props;
  return source === null ? (
    <AlertBanner tone="info">
      {t('paid.consent.nothing', { unit: isolate(asked.unit.currency ?? asked.unit.code) })}
    </AlertBanner>
  ) : (
    <SourceChoice sources={[source]} people={facts.people} chosen={source.unit.id} onChoose={() => undefined} />
  );
}

/** In the unit as one's own wallet has it: what the channel calls it is only its word (PAY-UI-95). */
function DuesSum({
  asked: { amount, period },
  source,
}: Pick<ConsentProps, 'asked'> & { readonly source: MoneySource | null }): ReactNode {
  const t = useT();
  const money = useMoney();
  if (source === null) return null;
  return (
    <div className={styles['sum']}>
      <span className={styles['muted']}>{t(period === null ? 'consent.amount' : `paid.each.${period}`)}</span>
      <strong>{money.text(amount, source.unit)}</strong>
    </div>
  );
}

/** What there is of what it is paid in; null where there is nothing. */
function sourceOf({ unit, amount }: Asked, { holdings, self }: ConsentFacts): MoneySource | null {
  const held = holdings.find((holding) => holding.unit.id === unit.id)?.unit;
  if (held === undefined || self === null) return null;
  return sourcesOf([held], { self, holdings, amount })[0] ?? null;
}

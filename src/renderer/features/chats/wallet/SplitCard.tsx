import { CircleAlert, CircleCheck, CircleDashed, CircleSlash, UserRound } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import type { AccountId } from '@shared/ids.ts';
import type { SplitShares, WalletCard } from '@domain/chat/walletCard.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Payment, PaymentRequest } from '@services/workspace/walletWorkspace.ts';
import { VisuallyHidden } from '@ui/display/VisuallyHidden.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { CardFrame, Status } from './CardFrame.tsx';
import { PaymentActs } from './PaymentActs.tsx';
import { PaymentStatus } from './PaymentStatus.tsx';
import { RequestProgress } from './RequestCard.tsx';
import { type RequestState, requestState, STATE_TONES, stateText } from './requestState.ts';
import { type PeopleNames, usePeopleNames } from './usePeopleNames.ts';
import { useAnswer, useRequest } from './useRequest.ts';
import { useRequestAmount } from './useRequestAmount.ts';
import styles from './WalletCards.module.css';

type Share = SplitShares['shares'][number];

export interface SplitCardProps {
  readonly card: WalletCard;
  readonly author: AccountId;
}

/** A bill that was split: who owes what, in the asker's words; how one's own share stands, by the ledger. */
export function SplitCard({ card, author }: SplitCardProps): ReactNode {
  const money = useMoney();
  const people = usePeopleNames();
  const { split } = card;
  if (split === null) return null;
  const total = split.shares.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
  const own = split.shares.find(({ account }) => account === people.self);
  const isAsker = author === people.self;
  return (
    <CardFrame
      title={
        isAsker ? (
          <T id="payments.split.title.own" />
        ) : (
          <T id="payments.split.title" values={{ name: <PersonName>{people.nameOf(author)}</PersonName> }} />
        )
      }
      amount={money.text(total, split)}
      note={card.note}
    >
      <ul className={styles['shares']}>
        {split.shares.map((share) => (
          <ShareRow key={share.account} share={share} split={split} people={people} />
        ))}
      </ul>
      {isAsker ? (
        <Progress shares={split.shares} />
      ) : (
        <OwnShare share={own} split={split} asker={author} people={people} />
      )}
    </CardFrame>
  );
}

const SIGNS = { sure: CircleCheck, open: CircleDashed, ended: CircleSlash, warning: CircleAlert } as const;

interface ShareRowProps {
  readonly share: Share;
  readonly split: SplitShares;
  readonly people: PeopleNames;
}

function ShareRow({ share, split, people }: ShareRowProps): ReactNode {
  const money = useMoney();
  const found = useRequest(share.request);
  const request = found.status === 'ready' ? found.value : null;
  const answer = useAnswer(request);
  // Null where one cannot know: the request concerns others, or there is none.
  const state = request === null ? null : requestState(request, answer !== null);
  const name = <PersonName>{people.nameOf(share.account)}</PersonName>;
  return (
    <li>
      <ShareSign state={state} />
      {name}
      <span className={styles['sum']}>{money.text(BigInt(share.amount), split)}</span>
      {state !== null && request?.own === true && (
        <OwnAsked state={state} name={name} answer={answer} people={people} />
      )}
    </li>
  );
}

function ShareSign({ state }: { readonly state: RequestState | null }): ReactNode {
  if (state === null) return <UserRound aria-hidden />;
  const tone = STATE_TONES[state];
  const Sign = SIGNS[tone];
  return <Sign aria-hidden data-tone={tone} />;
}

interface OwnAskedProps {
  readonly state: RequestState;
  readonly name: ReactNode;
  readonly answer: Payment | null;
  readonly people: PeopleNames;
}

/** How what one asked of somebody stands, and what they answered with. */
function OwnAsked({ state, name, answer, people }: OwnAskedProps): ReactNode {
  const text = <T id={stateText(state, true)} values={{ name }} />;
  if (state !== 'answered' || answer === null) return <VisuallyHidden>{text}</VisuallyHidden>;
  return (
    <span className={styles['answer']}>
      {text}
      <PaymentStatus payment={answer} people={people} />
      <PaymentActs payment={answer} people={people} />
    </span>
  );
}

const NOTHING: readonly PaymentRequest[] = [];

/** How many have paid, for who asked. */
function Progress({ shares }: { readonly shares: readonly Share[] }): ReactNode {
  const t = useT();
  const { wallet } = useWorkspace();
  const ids = useMemo(() => shares.flatMap(({ request }) => request ?? []), [shares]);
  const requests = useQueryValue(
    useMemo(() => wallet.paymentRequests(), [wallet]),
    NOTHING,
  );
  const paid = requests.filter((each) => ids.includes(each.id) && requestState(each, false) === 'paid').length;
  const isDone = paid === ids.length;
  return (
    <Status
      tone={isDone ? 'sure' : 'open'}
      text={isDone ? t('payments.split.done') : t('payments.split.progress', { paid, total: ids.length })}
    />
  );
}

interface OwnShareProps {
  readonly share: Share | undefined;
  readonly split: SplitShares;
  readonly asker: AccountId;
  readonly people: PeopleNames;
}

/** What one is asked for oneself: by the request, where the card says something else. */
function OwnShare({ share, split, asker, people }: OwnShareProps): ReactNode {
  const t = useT();
  const found = useRequest(share?.request ?? null);
  if (share === undefined) return <Status tone="ended" text={t('payments.split.without')} />;
  if (share.request === null || found.status === 'loading') return null;
  const request = found.status === 'ready' ? found.value : null;
  if (request === null) return <Status tone="open" text={t('payments.card.missing')} />;
  return (
    <>
      {!isAsTold(request, { share, split, asker }) && <Differs request={request} people={people} />}
      <RequestProgress request={request} people={people} />
    </>
  );
}

/** Whether a request asks for what the card says of it, for who put the card there. */
function isAsTold(
  { payee, amount, units }: PaymentRequest,
  told: { readonly share: Share; readonly split: SplitShares; readonly asker: AccountId },
): boolean {
  const isSameMoney = units.every(
    (unit) => (unit.currency ?? unit.code) === told.split.code && unit.decimals === told.split.decimals,
  );
  return payee === told.asker && amount === BigInt(told.share.amount) && isSameMoney;
}

function Differs({ request, people }: { readonly request: PaymentRequest; readonly people: PeopleNames }): ReactNode {
  const amount = useRequestAmount(request);
  const name = <PersonName>{people.nameOf(request.payee)}</PersonName>;
  return <Status tone="warning" text={<T id="payments.split.differs" values={{ amount, name }} />} />;
}

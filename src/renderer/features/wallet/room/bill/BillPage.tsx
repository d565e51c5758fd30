import { FileDown, Link2 } from 'lucide-react';
import { type ReactNode, Suspense, useMemo } from 'react';
import { type RecordId, recordId } from '@domain/wallet/ids.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { isolate, PersonName, T, useT } from '@i18n/useT.tsx';
import { PaymentText } from '@i18n/PaymentText.tsx';
import { useMedia } from '@services/media/context.tsx';
import type { Payment } from '@services/workspace/walletWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useQuery, useQueryValue } from '@ui/hooks/useQuery.ts';
import { Row, Section } from '@ui/layout/Panel.tsx';
import { SignedAmount } from '../../payment/SignedAmount.tsx';
import { otherOf, toneOf } from '../../payment/stateOf.ts';
import { usePurposes } from '../../payment/usePurposes.ts';
import { PersonFace, PersonMark } from '../../people/PersonMark.tsx';
import { type ShownPerson, usePeople } from '../../people/usePeople.ts';
import type { WalletContentLinks } from '../../walletProps.ts';
import { FigureHeader, WalletPage, WalletPageSkeleton } from '../layout/WalletPage.tsx';
import type { WalletPageProps } from '../pageProps.ts';
import { paymentParts } from '../parts.ts';
import { useWallet } from '../useRoom.ts';
import { ActsSection } from './ActsSection.tsx';
import styles from './Bill.module.css';
import { CategoryRow } from './CategoryRow.tsx';
import { CheckSection } from './CheckSection.tsx';
import { SignaturesSection } from './SignaturesSection.tsx';

/** One payment: what became of it, whose word it is, what can be done, and how to check it (WAL-UI-5). */
export function BillPage({ rest, ...links }: WalletPageProps): ReactNode {
  const t = useT();
  const id = recordId(rest);
  if (!id.ok) return <EmptyState title={t('wallet.bill.missing')}>{t('wallet.bill.missing.text')}</EmptyState>;
  return <Bill id={id.value} {...links} />;
}

function Bill({ id, ...links }: { readonly id: RecordId } & WalletContentLinks): ReactNode {
  const t = useT();
  const wallet = useWallet();
  const payment = useQuery(useMemo(() => wallet.payment(id), [wallet, id]));
  const personOf = usePeople();
  if (payment.status === 'loading') return <WalletPageSkeleton />;
  if (payment.status === 'failed' || payment.value === null) {
    return <EmptyState title={t('wallet.bill.missing')}>{t('wallet.bill.missing.text')}</EmptyState>;
  }
  return <KnownBill payment={payment.value} personOf={personOf} {...links} />;
}

interface KnownBillProps extends WalletContentLinks {
  readonly payment: Payment;
  readonly personOf: (account: Payment['from']) => ShownPerson;
}

function KnownBill({ payment, personOf, ...links }: KnownBillProps): ReactNode {
  const t = useT();
  const other = personOf(otherOf(payment));
  return (
    <WalletPage
      label={t('wallet.bill.label', { name: isolate(other.shownName) })}
      header={<BillHeader payment={payment} other={other} personOf={personOf} />}
    >
      <ActsSection payment={payment} personOf={personOf} />
      <Facts payment={payment} personOf={personOf} />
      <Suspense fallback={null}>
        {paymentParts.map((Part, index) => (
          <Part key={index} payment={payment} {...links} />
        ))}
      </Suspense>
      <CheckSection payment={payment} actions={<SaveProof payment={payment} />} />
      <SignaturesSection payment={payment.id} personOf={personOf} />
    </WalletPage>
  );
}

interface BillHeaderProps {
  readonly payment: Payment;
  readonly other: ShownPerson;
  readonly personOf: (account: Payment['from']) => ShownPerson;
}

function BillHeader({ payment, other, personOf }: BillHeaderProps): ReactNode {
  const money = useMoney();
  const issuer = personOf(payment.unit.issuer);
  const name = <PersonName>{other.shownName}</PersonName>;
  return (
    <FigureHeader
      face={<PersonFace person={other} size="large" />}
      title={<T id={payment.side === 'payer' ? 'wallet.bill.to' : 'wallet.bill.from'} values={{ name }} />}
      text={
        <a href={`#/wallet/${issuer.standing === 'self' ? 'issued' : 'unit'}/${payment.unit.id}`}>
          {issuer.standing === 'self' ? (
            <T id="wallet.bill.unit.own" values={{ unit: <bdi dir="auto">{payment.unit.name}</bdi> }} />
          ) : (
            <T
              id="wallet.bill.unit"
              values={{
                unit: <bdi dir="auto">{payment.unit.name}</bdi>,
                name: <PersonName>{issuer.shownName}</PersonName>,
              }}
            />
          )}
        </a>
      }
      figure={<SignedAmount payment={payment} size="inherit" />}
      figureLabel={
        <span className={styles['state']} data-tone={toneOf(payment)} role="status">
          <PaymentText
            id={payment.message}
            name={name}
            issuer={<PersonName>{issuer.shownName}</PersonName>}
            amount={money.text(payment.amount, payment.unit)}
            left={money.text(payment.now?.left ?? payment.amount, payment.unit)}
            until={payment.until}
          />
        </span>
      }
    />
  );
}

/** What it is for, where somebody said so. */
function Purpose({ payment }: { readonly payment: Payment }): ReactNode {
  const t = useT();
  const purpose = usePurposes()(payment);
  if (purpose === '') return null;
  return (
    <Row title={t('payments.note')}>
      <bdi className={styles['purpose']}>{purpose}</bdi>
    </Row>
  );
}

function Facts({ payment, personOf }: Pick<KnownBillProps, 'payment' | 'personOf'>): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { finality, refundOf, request } = payment;
  const until = finality.kind === 'guaranteed' && finality.until !== null ? formats.full(finality.until) : null;
  return (
    <Section title={t('wallet.bill.facts')}>
      <Purpose payment={payment} />
      <Row title={t('wallet.bill.payer')}>
        <PersonMark person={personOf(payment.from)} isYou />
      </Row>
      <Row title={t('wallet.bill.payee')}>
        <PersonMark person={personOf(payment.to)} isYou />
      </Row>
      <Row title={t('wallet.bill.came')} text={t('wallet.bill.came.text')}>
        <time dateTime={new Date(payment.at).toISOString()}>{formats.full(payment.at)}</time>
      </Row>
      {payment.until !== null && payment.finality.kind !== 'final' && (
        <Row title={t('wallet.bill.until')}>{formats.full(payment.until)}</Row>
      )}
      <Row
        title={t(`wallet.finality.${finality.kind}`)}
        text={
          finality.kind === 'final' && finality.isSingleCopy && payment.kind === 'transfer'
            ? t('wallet.finality.single')
            : t(`wallet.finality.${finality.kind}.text`)
        }
      >
        {until}
      </Row>
      {refundOf !== null && (
        <Row icon={<Link2 aria-hidden />} title={t('wallet.bill.refundOf')}>
          <a href={`#/wallet/payment/${refundOf}`}>{t('wallet.bill.original')}</a>
        </Row>
      )}
      {request !== null && (
        <Row icon={<Link2 aria-hidden />} title={t('wallet.bill.request')}>
          <a href={`#/wallet/order/${request}`}>{t('wallet.bill.request.open')}</a>
        </Row>
      )}
      <Refunded payment={payment} />
      <CategoryRow payment={payment.id} />
    </Section>
  );
}

function Refunded({ payment }: { readonly payment: Payment }): ReactNode {
  const t = useT();
  if (payment.refunded === 0n) return null;
  const isAll = payment.refunded >= payment.amount;
  return (
    <Row title={t(isAll ? 'wallet.bill.refunded.all' : 'wallet.bill.refunded')}>
      <RefundedAmount payment={payment} />
    </Row>
  );
}

function RefundedAmount({ payment }: { readonly payment: Payment }): ReactNode {
  return <SignedAmount payment={{ ...payment, amount: payment.refunded, side: flipped(payment.side) }} />;
}

const flipped = (side: Payment['side']): Payment['side'] => (side === 'payer' ? 'payee' : 'payer');

/** Everything that proves it, as a file that anyone can check. */
function SaveProof({ payment }: { readonly payment: Payment }): ReactNode {
  const t = useT();
  const wallet = useWallet();
  const media = useMedia();
  const toast = useToast();
  const proof = useQueryValue(
    useMemo(() => wallet.proofOf(payment.id), [wallet, payment.id]),
    null,
  );
  const save = () => {
    if (proof === null) return;
    const name = `payment-${payment.id.slice(0, 8)}.banyan-bundle`;
    media.saveFile({ name, type: 'application/octet-stream', bytes: proof });
    toast({ text: t('wallet.proof.saved', { file: name }), duration: 3000 });
  };
  return (
    <Button icon={<FileDown aria-hidden />} disabled={proof === null} onClick={save}>
      {t('wallet.proof.save')}
    </Button>
  );
}

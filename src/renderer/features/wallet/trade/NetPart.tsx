import { Scale } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import type { Net } from '@services/workspace/walletTrade.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { Plain, Row, Section } from '@ui/layout/Panel.tsx';
import { useSpend } from '../consent/useSpend.tsx';
import { type ShownPerson, usePeople } from '../people/usePeople.ts';
import type { PaymentPartProps, PersonPartProps } from '../room/partProps.ts';
import { useWallet } from '../room/useRoom.ts';
import { NetDialog } from './NetDialog.tsx';
import styles from './Trade.module.css';
import { type NettablePair, useNets, useNettable } from './useTrade.ts';

/** How many nets that are over stay in sight. */
const OVER_SHOWN = 3;

/** What can be, is being or was cancelled out between oneself and someone (WAL-UI-40). */
export function NetPart({ person: account }: PersonPartProps): ReactNode {
  const t = useT();
  const nets = useNets();
  const person = usePeople()(account);
  const pairs = useNettable(account);
  const all = nets.status === 'ready' ? nets.value.filter((net) => net.person === account) : [];
  const open = all.filter(({ stage }) => stage !== 'done' && stage !== 'ended');
  const shown = [...open, ...all.filter((net) => !open.includes(net)).slice(0, OVER_SHOWN)];
  const canOffer = pairs.length > 0 && open.length === 0 && person.standing === 'contact';
  if (shown.length === 0 && !canOffer) return null;
  return (
    <Section title={t('trade.net')}>
      {canOffer && <OfferRow person={person} pairs={pairs} />}
      {shown.map((net) => (
        <NetRow key={net.id} net={net} person={person} />
      ))}
    </Section>
  );
}

function OfferRow({
  person,
  pairs,
}: {
  readonly person: ShownPerson;
  readonly pairs: readonly NettablePair[];
}): ReactNode {
  const t = useT();
  const money = useMoney();
  const [isOffering, setOffering] = useState(false);
  const [pair] = pairs;
  if (pair === undefined) return null;
  const values = {
    claim: money.text(pair.claim.amount, pair.claim.unit),
    debt: money.text(pair.debt.amount, pair.debt.unit),
  };
  return (
    <Row
      icon={<Scale aria-hidden />}
      title={t('trade.net.title')}
      text={<T id="trade.net.standing" values={{ ...values, name: <PersonName>{person.shownName}</PersonName> }} />}
    >
      <Button onClick={() => setOffering(true)}>{t('trade.net.press')}</Button>
      {isOffering && <NetDialog person={person} pairs={pairs} onClose={() => setOffering(false)} />}
    </Row>
  );
}

function NetRow({ net, person }: { readonly net: Net; readonly person: ShownPerson }): ReactNode {
  const t = useT();
  const money = useMoney();
  const { claim, debt, stage, own, note } = net;
  const values = { claim: money.text(claim.amount, claim.unit), debt: money.text(debt.amount, debt.unit) };
  const name = <PersonName>{person.shownName}</PersonName>;
  return (
    <>
      <Row
        icon={<Scale aria-hidden />}
        title={<T id="trade.net.sums" values={values} />}
        text={
          <>
            <T id={stageText(net)} values={{ name }} />
            {note !== '' && ' · '}
            {note !== '' && <bdi dir="auto">{note}</bdi>}
          </>
        }
      >
        {stage === 'offered' && own && <Withdraw net={net.id} />}
      </Row>
      {stage === 'offered' && !own && (
        <Plain>
          <div className={styles['stack']}>
            <p className={styles['hint']}>
              <T id="trade.net.asked.truth" values={{ ...values, name }} />
            </p>
            <Answer net={net} agree={t('trade.net.agree')} refuse={t('trade.net.refuse')} />
          </div>
        </Plain>
      )}
    </>
  );
}

function stageText({ stage, own }: Net) {
  if (own) return `trade.net.stage.${stage}` as const;
  if (stage === 'offered') return 'trade.net.stage.asked';
  return stage === 'withdrawn' ? 'trade.net.stage.withdrawn.asked' : (`trade.net.stage.${stage}` as const);
}

/** On the bill of what was set aside for an offer of one's own: how the offer stands, and the way back. */
export function OfferedNetPart({ payment }: PaymentPartProps): ReactNode {
  const t = useT();
  const nets = useNets();
  const personOf = usePeople();
  const net = nets.status === 'ready' ? nets.value.find(({ own, offer }) => own && offer === payment.id) : undefined;
  if (net === undefined) return null;
  return (
    <Section title={t('trade.net')}>
      <NetRow net={net} person={personOf(net.person)} />
    </Section>
  );
}

function Withdraw({ net }: { readonly net: Net['id'] }): ReactNode {
  const t = useT();
  const wallet = useWallet();
  const toast = useToast();
  const errorText = useErrorText();
  const act = useAct<WorkspaceErrorCode>();
  const withdraw = () =>
    act.run(
      () => wallet.withdrawNet(net),
      () => toast({ text: t('trade.net.withdrawn'), duration: 3000 }),
    );
  return (
    <>
      <Button pending={act.isPending} onClick={withdraw}>
        {t('trade.net.withdraw')}
      </Button>
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
    </>
  );
}

function Answer({
  net,
  agree,
  refuse,
}: {
  readonly net: Net;
  readonly agree: string;
  readonly refuse: string;
}): ReactNode {
  const t = useT();
  const wallet = useWallet();
  const toast = useToast();
  const errorText = useErrorText();
  const spend = useSpend(() => undefined);
  const act = useAct<WorkspaceErrorCode>();
  return (
    <>
      <div className={styles['buttons']}>
        <Button
          variant="primary"
          pending={spend.isBusy}
          onClick={() =>
            spend.run(
              () => wallet.agreeNet(net.id),
              () => toast({ text: t('trade.net.agreed') }),
            )
          }
        >
          {agree}
        </Button>
        <Button pending={act.isPending} onClick={() => act.run(() => wallet.refuseNet(net.id))}>
          {refuse}
        </Button>
      </div>
      {spend.notice}
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
    </>
  );
}

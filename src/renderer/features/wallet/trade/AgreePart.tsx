import { Handshake } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import type { Agreement } from '@services/workspace/walletAgreements.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { Plain, Row, Section } from '@ui/layout/Panel.tsx';
import { useUnitNames } from '../codes/useUnitNames.ts';
import { useSpend } from '../consent/useSpend.tsx';
import { type ShownPerson, usePeople } from '../people/usePeople.ts';
import type { PersonPartProps } from '../room/partProps.ts';
import { useWallet } from '../room/useRoom.ts';
import { AgreeDialog } from './AgreeDialog.tsx';
import { AgreementSums } from './AgreementSums.tsx';
import styles from './Trade.module.css';
import { useAgreeable, useAgreements } from './useTrade.ts';

/** How many agreements that are over stay in sight. */
const OVER_SHOWN = 3;

/** What two agreed there is between them, what one of them proposes, and the way to propose it (WAL-UI-46). */
export function AgreePart({ person: account }: PersonPartProps): ReactNode {
  const t = useT();
  const person = usePeople()(account);
  const choices = useAgreeable(account);
  const agreements = useAgreements();
  const [isProposing, setProposing] = useState(false);
  const all = agreements.status === 'ready' ? agreements.value.filter((each) => each.person === account) : [];
  const open = all.filter(({ stage }) => stage === 'proposed');
  const shown = [...open, ...all.filter(isOver).slice(0, OVER_SHOWN)];
  const canPropose = choices.length > 0 && person.standing === 'contact';
  if (shown.length === 0 && !canPropose) return null;
  return (
    <Section title={t('trade.agree')}>
      {canPropose && (
        <Row icon={<Handshake aria-hidden />} title={t('trade.agree.title')} text={t('trade.agree.text')}>
          <Button onClick={() => setProposing(true)}>{t('trade.agree.press')}</Button>
          {isProposing && <AgreeDialog person={person} choices={choices} onClose={() => setProposing(false)} />}
        </Row>
      )}
      {shown.map((agreement) => (
        <AgreementRow key={agreement.id} agreement={agreement} person={person} />
      ))}
    </Section>
  );
}

/** What nobody agreed to because another was proposed tells nothing. */
const isOver = ({ stage }: Agreement) => stage === 'agreed' || stage === 'declined';

interface AgreementProps {
  readonly agreement: Agreement;
  readonly person: ShownPerson;
}

function AgreementRow({ agreement, person }: AgreementProps): ReactNode {
  const { stage, own, repair, id } = agreement;
  const isOpen = stage === 'proposed';
  return (
    <>
      <Row
        icon={<Handshake aria-hidden />}
        title={<AgreementTitle agreement={agreement} />}
        text={<AgreementText agreement={agreement} person={person} />}
      >
        {isOpen && own && <Withdraw id={id} />}
        {repair !== null && (
          <a href={`#/wallet/payment/${repair}`}>
            <T id="trade.agree.repair" />
          </a>
        )}
      </Row>
      {isOpen && (
        <Plain>
          <div className={styles['stack']}>
            <AgreementSums {...agreement} person={person} />
            {!own && <Answer agreement={agreement} person={person} />}
          </div>
        </Plain>
      )}
    </>
  );
}

/** How much there is; of what both agreed on, how much there was before. */
function AgreementTitle({ agreement: { unit, balance, found, stage, change } }: Pick<AgreementProps, 'agreement'>) {
  const money = useMoney();
  const values = { amount: money.text(balance, unit), before: money.text(found, unit) };
  return stage === 'agreed' && change !== 0n ? <T id="trade.agree.instead" values={values} /> : values.amount;
}

function AgreementText({ agreement: { stage, own, unit, at }, person }: AgreementProps): ReactNode {
  const formats = useFormats();
  const nameOf = useUnitNames();
  const name = <PersonName>{person.shownName}</PersonName>;
  return (
    <>
      <T
        id={stage === 'proposed' && !own ? 'trade.agree.stage.asked' : `trade.agree.stage.${stage}`}
        values={{ name }}
      />
      {` · ${formats.date(at)}`}
      <br />
      {nameOf(unit)}
    </>
  );
}

function Withdraw({ id }: Pick<Agreement, 'id'>): ReactNode {
  const t = useT();
  const wallet = useWallet();
  const errorText = useErrorText();
  const act = useAct<WorkspaceErrorCode>();
  return (
    <>
      <Button pending={act.isPending} onClick={() => act.run(() => wallet.declineAgreement(id))}>
        {t('trade.agree.withdraw')}
      </Button>
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
    </>
  );
}

/** One says yes to what the records of both bear out; where they differ one says no, or waits until they do not. */
function Answer({ agreement: { id, found, mine }, person }: AgreementProps): ReactNode {
  const t = useT();
  const wallet = useWallet();
  const toast = useToast();
  const errorText = useErrorText();
  const spend = useSpend(() => undefined);
  const act = useAct<WorkspaceErrorCode>();
  const name = <PersonName>{person.shownName}</PersonName>;
  const accept = () =>
    spend.run(
      () => wallet.acceptAgreement(id),
      () => toast({ text: t('trade.agree.agreed') }),
    );
  return (
    <>
      {mine !== found && (
        <AlertBanner tone="warning">
          <T id="trade.agree.differs" values={{ name }} />
        </AlertBanner>
      )}
      <div className={styles['buttons']}>
        {mine === found && (
          <Button variant="primary" pending={spend.isBusy} onClick={accept}>
            {t('trade.agree.accept')}
          </Button>
        )}
        <Button pending={act.isPending} onClick={() => act.run(() => wallet.declineAgreement(id))}>
          {t('trade.agree.decline')}
        </Button>
      </div>
      {spend.notice}
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
    </>
  );
}

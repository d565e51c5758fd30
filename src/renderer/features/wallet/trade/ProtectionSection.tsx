import { type ReactNode, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import type { Dispute, Protection } from '@services/workspace/walletTrade.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { type Act, useAct } from '@ui/hooks/useAct.ts';
import { Plain, Section } from '@ui/layout/Panel.tsx';
import { ConfirmButton } from '@ui/overlays/ConfirmButton.tsx';
import { type ShownPerson, usePeople } from '../people/usePeople.ts';
import { useWallet } from '../room/useRoom.ts';
import { DisputeDialog } from './DisputeDialog.tsx';
import styles from './Trade.module.css';

export interface ProtectionSectionProps {
  readonly protection: Protection;
  /** Where nothing above says what it is. */
  readonly title?: string;
}

/** How a protected payment stands, what was said against it, and what one can do (WAL-UI-41). */
export function ProtectionSection({ protection, title }: ProtectionSectionProps): ReactNode {
  const errorText = useErrorText();
  const act = useAct<WorkspaceErrorCode>();
  return (
    <Section {...(title !== undefined && { title })}>
      <Plain>
        <RuleText protection={protection} />
      </Plain>
      {protection.disputes.map((dispute) => (
        <Plain key={dispute.id}>
          <DisputeText dispute={dispute} />
        </Plain>
      ))}
      {protection.acts.length > 0 && (
        <Plain>
          <Acts protection={protection} act={act} />
          {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
        </Plain>
      )}
    </Section>
  );
}

function nameOf(person: ShownPerson): ReactNode {
  return <PersonName>{person.shownName}</PersonName>;
}

function RuleText({ protection }: { readonly protection: Protection }): ReactNode {
  const formats = useFormats();
  const personOf = usePeople();
  const { rule, stage, side, isDisputed } = protection;
  const names = { payer: nameOf(personOf(protection.from)), payee: nameOf(personOf(protection.to)) };
  if (rule === null) return <T id="trade.protected.plain" />;
  const isOpen = stage === 'held' || stage === 'waiting';
  if (!isOpen) return <T id={`trade.protected.stage.${stage}`} values={names} />;
  const judge = rule.by === 'payer' ? null : personOf(rule.by);
  return (
    <>
      <T id={`trade.protected.stage.${stage}`} values={names} />{' '}
      {judge === null ? (
        <T id={`trade.protected.by.payer.${side === 'payer' ? 'own' : 'other'}`} values={names} />
      ) : (
        <T id={`trade.protected.by.${side === 'judge' ? 'own' : 'judge'}`} values={{ judge: nameOf(judge) }} />
      )}{' '}
      <T
        id={isDisputed ? 'trade.protected.stopped' : `trade.protected.timeout.${rule.onTimeout}`}
        values={{ ...names, day: formats.full(rule.autoAfter) }}
      />
    </>
  );
}

function DisputeText({ dispute }: { readonly dispute: Dispute }): ReactNode {
  const formats = useFormats();
  const personOf = usePeople();
  return (
    <div className={styles['dispute']}>
      <strong>
        <T id="trade.dispute.of" values={{ name: nameOf(personOf(dispute.by)) }} />
      </strong>
      <p dir="auto">{dispute.text}</p>
      <small>
        {formats.full(dispute.at)}
        {dispute.ruling !== null && (
          <>
            {' · '}
            <T id={`trade.dispute.ruled.${dispute.ruling}`} />
          </>
        )}
      </small>
    </div>
  );
}

interface ActsProps {
  readonly protection: Protection;
  readonly act: Act<WorkspaceErrorCode>;
}

function Acts({ protection, act }: ActsProps): ReactNode {
  const t = useT();
  const wallet = useWallet();
  const personOf = usePeople();
  const [isComplaining, setComplaining] = useState(false);
  const { acts, payment, disputes } = protection;
  const open = disputes.filter(({ ruling }) => ruling === null);
  const names = { payer: nameOf(personOf(protection.from)), payee: nameOf(personOf(protection.to)) };
  const rule = (verdict: 'pay' | 'return') =>
    act.run(async () => {
      // One word decides: a ruling on any of them ends them all.
      const [first] = open;
      return first === undefined
        ? { ok: false, error: { code: 'dispute-missing', message: 'nothing to decide' } }
        : wallet.ruleDispute(first.id, verdict);
    });
  return (
    <div className={styles['buttons']}>
      {acts.includes('release') && (
        <Confirm id="release" names={names} primary onConfirm={() => act.run(() => wallet.releasePayment(payment))} />
      )}
      {acts.includes('rule') && (
        <>
          <Confirm id="rulePay" names={names} onConfirm={() => rule('pay')} />
          <Confirm id="ruleReturn" names={names} onConfirm={() => rule('return')} />
        </>
      )}
      {acts.includes('decline') && (
        <Confirm id="giveBack" names={names} onConfirm={() => act.run(() => wallet.declinePayment(payment))} />
      )}
      {acts.includes('dispute') && <Button onClick={() => setComplaining(true)}>{t('trade.dispute')}</Button>}
      {isComplaining && <DisputeDialog payment={payment} onClose={() => setComplaining(false)} />}
    </div>
  );
}

interface ConfirmProps {
  readonly id: 'release' | 'rulePay' | 'ruleReturn' | 'giveBack';
  readonly names: Readonly<Record<'payer' | 'payee', ReactNode>>;
  readonly primary?: boolean;
  readonly onConfirm: () => void;
}

function Confirm({ id, names, primary = false, onConfirm }: ConfirmProps): ReactNode {
  const t = useT();
  return (
    <ConfirmButton
      label={t(`trade.${id}`)}
      {...(primary && { variant: 'primary' })}
      title={t(`trade.${id}.title`)}
      confirmLabel={t(`trade.${id}`)}
      cancelLabel={t('common.cancel')}
      onConfirm={onConfirm}
    >
      <T id={`trade.${id}.text`} values={names} />
    </ConfirmButton>
  );
}

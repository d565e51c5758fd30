import { type ReactNode, useState } from 'react';
import { readAmount } from '@i18n/readAmount.ts';
import { useAmountError } from '@i18n/useAmountError.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { Holding } from '@services/workspace/walletWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { AmountField } from '@ui/controls/AmountField.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { RadioGroup } from '@ui/controls/RadioGroup.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { type Act, useAct } from '@ui/hooks/useAct.ts';
import { Plain, Section } from '@ui/layout/Panel.tsx';
import type { ShownPerson } from '../../people/usePeople.ts';
import { useWallet } from '../useRoom.ts';
import styles from './Unit.module.css';

export interface TrustSectionProps {
  readonly holding: Holding;
  readonly issuer: ShownPerson;
}

/** How far one trusts the issuer: whether payments are taken without asking, up to how much (WSV-40). */
export function TrustSection({ holding, issuer }: TrustSectionProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const wallet = useWallet();
  const act = useAct<WorkspaceErrorCode>();
  const { unit, note } = holding;
  const setStance = (stance: 'accepted' | 'asked' | 'stopped') =>
    act.run(() => wallet.noteUnit(unit.id, { stance: stance === 'asked' ? null : stance }));
  return (
    <Section title={t('wallet.trust')} description={t('wallet.trust.text')}>
      {act.error !== null && (
        <Plain>
          <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>
        </Plain>
      )}
      <Plain>
        <RadioGroup
          label={t('wallet.trust.stance')}
          value={note.stance ?? 'asked'}
          options={(['accepted', 'asked', 'stopped'] as const).map((value) => ({
            value,
            label: t(`wallet.trust.${value}`),
            description: t(`wallet.trust.${value}.text`),
          }))}
          onChange={setStance}
        />
      </Plain>
      <Plain>
        <LimitField key={String(note.limit)} holding={holding} issuer={issuer} act={act} />
      </Plain>
    </Section>
  );
}

function LimitField({
  holding,
  issuer,
  act,
}: TrustSectionProps & { readonly act: Act<WorkspaceErrorCode> }): ReactNode {
  const t = useT();
  const money = useMoney();
  const wallet = useWallet();
  const toast = useToast();
  const { unit, note } = holding;
  const kept = note.limit === null ? '' : money.number(note.limit, unit);
  const [typed, setTyped] = useState(kept);
  const [problem, setProblem] = useState<string | null>(null);
  const amountError = useAmountError();
  const save = () => {
    const read = readAmount(typed, unit.decimals);
    if (!read.ok && read.error.code !== 'empty') {
      setProblem(amountError(read.error, unit.decimals));
      return;
    }
    act.run(
      () => wallet.noteUnit(unit.id, { limit: read.ok ? read.value : null }),
      () => toast({ text: t(read.ok ? 'wallet.limit.set' : 'wallet.limit.removed'), duration: 2500 }),
    );
  };
  return (
    <form
      className={styles['limit']}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <AmountField
        label={t('wallet.limit', { name: isolate(issuer.shownName) })}
        description={t('wallet.limit.text')}
        placeholder={t('wallet.limit.none')}
        value={typed}
        unit={unit.currency ?? unit.code}
        error={problem}
        onChange={(value) => {
          setTyped(value);
          setProblem(null);
        }}
      />
      {typed !== kept && (
        <Button type="submit" pending={act.isPending}>
          {t('common.save')}
        </Button>
      )}
    </form>
  );
}

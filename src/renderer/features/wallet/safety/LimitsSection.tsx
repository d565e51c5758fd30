import { type ReactNode, useState } from 'react';
import type { SpendingRules } from '@domain/spending/rules.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { Select } from '@ui/controls/Select.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { Plain, Section } from '@ui/layout/Panel.tsx';
import { onlyDigits } from '../consent/onlyDigits.ts';
import { PinForm } from '../consent/PinForm.tsx';

export interface LimitsSectionProps {
  readonly rules: SpendingRules;
  readonly hasPin: boolean;
}

type Bound = 'freeOfPin' | 'perDay' | 'laterAbove';

/** The bounds, in whole units of each promise by itself (PAY-UI-77). */
export function LimitsSection({ rules, hasPin }: LimitsSectionProps): ReactNode {
  const t = useT();
  const [wanted, setWanted] = useState(rules);
  const saving = useSaving(wanted);
  const bounds: readonly Bound[] = hasPin ? ['freeOfPin', 'perDay', 'laterAbove'] : ['perDay', 'laterAbove'];
  const change = (part: Partial<SpendingRules>) => {
    setWanted({ ...wanted, ...part });
    saving.clear();
  };
  const isChanged = JSON.stringify(wanted) !== JSON.stringify(rules);
  return (
    <Section title={t('consent.limits')} description={t('consent.limits.text')}>
      {bounds.map((bound) => (
        <Plain key={bound}>
          <TextField
            label={t(`consent.limits.${bound}`)}
            description={t(`consent.limits.${bound}.text`)}
            inputMode="numeric"
            dir="ltr"
            placeholder={t('consent.limits.none')}
            value={wanted[bound] === null ? '' : String(wanted[bound])}
            onChange={(typed) => change({ [bound]: wholeOf(typed) })}
          />
        </Plain>
      ))}
      {wanted.laterAbove !== null && (
        <Plain>
          <Select
            label={t('consent.limits.hours')}
            value={wanted.laterHours === 2 ? '2' : '24'}
            options={[
              { value: '2', label: t('consent.limits.hours.2') },
              { value: '24', label: t('consent.limits.hours.24') },
            ]}
            onChange={(hours) => change({ laterHours: hours === '2' ? 2 : 24 })}
          />
        </Plain>
      )}
      <Plain>
        {saving.notice ?? (
          <Button variant="primary" disabled={!isChanged || saving.isPending} onClick={() => saving.save(null)}>
            {t('common.save')}
          </Button>
        )}
      </Plain>
    </Section>
  );
}

function wholeOf(typed: string): number | null {
  const digits = onlyDigits(typed);
  return digits === '' ? null : Number(digits);
}

/** Saves the rules, by the PIN where there is one. */
function useSaving(wanted: SpendingRules) {
  const t = useT();
  const toast = useToast();
  const errorText = useErrorText();
  const { wallet } = useWorkspace();
  const act = useAct<WorkspaceErrorCode>();
  const save = (pin: string | null) =>
    act.run(
      () => wallet.setSpendingRules(wanted, pin),
      () => toast({ text: t('consent.limits.saved') }),
    );
  const noticeOf = (code: WorkspaceErrorCode): ReactNode => {
    if (!code.startsWith('payment-pin')) return <AlertBanner tone="danger">{errorText(code)}</AlertBanner>;
    const error = code === 'payment-pin-needed' ? null : errorText(code);
    return <PinForm error={error} isPending={act.isPending} onPin={save} />;
  };
  return { save, isPending: act.isPending, clear: act.clear, notice: act.error === null ? null : noticeOf(act.error) };
}

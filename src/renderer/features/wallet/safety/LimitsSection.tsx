import { type ReactNode, useState } from 'react';
import { type Result, fail, ok } from '@shared/result.ts';
import type { SpendingRules } from '@domain/spending/rules.ts';
import { type AmountProblem, readAmount } from '@i18n/readAmount.ts';
import { useAmountError } from '@i18n/useAmountError.ts';
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
import { PinForm } from '../consent/PinForm.tsx';

export interface LimitsSectionProps {
  readonly rules: SpendingRules;
  readonly hasPin: boolean;
}

type Bound = 'freeOfPin' | 'perDay' | 'laterAbove';

/** The bounds, in whole units of each promise by itself (PAY-UI-77). */
export function LimitsSection({ rules, hasPin }: LimitsSectionProps): ReactNode {
  const t = useT();
  const amountError = useAmountError();
  const form = useLimits(rules);
  const { wanted, read } = form;
  const saving = useSaving(wanted ?? rules);
  const bounds: readonly Bound[] = hasPin ? ['freeOfPin', 'perDay', 'laterAbove'] : ['perDay', 'laterAbove'];
  const isChanged = wanted !== null && JSON.stringify(wanted) !== JSON.stringify(rules);
  return (
    <Section title={t('consent.limits')} description={t('consent.limits.text')}>
      {bounds.map((bound) => (
        <Plain key={bound}>
          <TextField
            label={t(`consent.limits.${bound}`)}
            description={t(`consent.limits.${bound}.text`)}
            inputMode="numeric"
            dir="ltr"
            maxLength={32}
            placeholder={t('consent.limits.none')}
            value={form.typed[bound]}
            error={read[bound].ok ? null : amountError(read[bound].error, 0)}
            onChange={(text) => {
              form.type(bound, text);
              saving.clear();
            }}
          />
        </Plain>
      ))}
      {form.typed.laterAbove.trim() !== '' && (
        <Plain>
          <Select
            label={t('consent.limits.hours')}
            value={form.hours === 2 ? '2' : '24'}
            options={[
              { value: '2', label: t('consent.limits.hours.2') },
              { value: '24', label: t('consent.limits.hours.24') },
            ]}
            onChange={(hours) => {
              form.setHours(hours === '2' ? 2 : 24);
              saving.clear();
            }}
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

/** What is typed, and the rules it comes to; null where a field holds none. */
function useLimits(rules: SpendingRules) {
  const [typed, setTyped] = useState<Readonly<Record<Bound, string>>>(() => ({
    freeOfPin: textOf(rules.freeOfPin),
    perDay: textOf(rules.perDay),
    laterAbove: textOf(rules.laterAbove),
  }));
  const [hours, setHours] = useState(rules.laterHours);
  const freeOfPin = wholeOf(typed.freeOfPin);
  const perDay = wholeOf(typed.perDay);
  const laterAbove = wholeOf(typed.laterAbove);
  const wanted: SpendingRules | null =
    freeOfPin.ok && perDay.ok && laterAbove.ok
      ? {
          ...rules,
          ...{ freeOfPin: freeOfPin.value, perDay: perDay.value, laterAbove: laterAbove.value, laterHours: hours },
        }
      : null;
  return {
    ...{ typed, hours, setHours, wanted },
    read: { freeOfPin, perDay, laterAbove },
    type: (bound: Bound, text: string) => setTyped({ ...typed, [bound]: text }),
  };
}

/** Largest limit the rules hold. */
const MOST_WHOLE = 999_999_999_999n;

function textOf(limit: number | null): string {
  return limit === null ? '' : String(limit);
}

/** Nothing typed is no limit, and zero is one; what cannot be read is not guessed. */
function wholeOf(typed: string): Result<number | null, AmountProblem> {
  const read = readAmount(typed, 0);
  if (read.ok) return read.value > MOST_WHOLE ? fail('too-large', 'more than a limit holds') : ok(Number(read.value));
  if (read.error.code === 'empty') return ok(null);
  return read.error.code === 'zero' ? ok(0) : read;
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

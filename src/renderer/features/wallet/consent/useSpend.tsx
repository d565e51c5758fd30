import { type ReactNode, useRef, useState } from 'react';
import { type Result, ok } from '@shared/result.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Outcome, WorkspaceError, WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { PinForm } from './PinForm.tsx';

/** A spending act under way, and what a dialog shows about it. */
export interface Spend {
  /** It runs, or waits for the person: what started it must not start it again. */
  readonly isBusy: boolean;
  /** It is under way, or no answer came: a no now would not stop it. */
  readonly isUnknown: boolean;
  /** To be put below the fields of the dialog: the PIN where it is asked for, and how it failed. Null: nothing to say. */
  readonly notice: ReactNode;
  /** Of what is paid here next: pressed again it is the same payment (WSV-55). */
  readonly intent: string;
  /** Runs an act that spends; `onDone` gets what it made. */
  readonly run: <T>(work: () => Outcome<T>, onDone: (value: T) => void) => void;
  /** Forgets how the last one failed, for when the person changes something. */
  readonly clear: () => void;
}

/** How an attempt ended: what follows from it, or that it leaves later. */
type Attempt = () => Promise<Result<(() => void) | 'waits', WorkspaceError>>;

const PIN_CODES: ReadonlySet<string> = new Set(['payment-pin-needed', 'payment-pin-wrong', 'payment-pin-wait']);

/**
 * Runs an act that spends, from any dialog of the wallet, and asks for the payment PIN where one is needed. `onWaits`: the payment was not
 * refused, but leaves later by the person's own rule; nothing is made yet, and the dialog has done its part.
 */
export function useSpend(onWaits: () => void): Spend {
  const t = useT();
  const toast = useToast();
  const { wallet } = useWorkspace();
  const act = useAct<WorkspaceErrorCode>();
  const [intent, setIntent] = useState(() => crypto.randomUUID());
  const attempt = useRef<Attempt | null>(null);
  const settle = (end: (() => void) | 'waits') => {
    setIntent(crypto.randomUUID());
    if (end !== 'waits') return end();
    toast({ text: t('error.payment-waits'), duration: 12_000 });
    onWaits();
  };
  const onPin = (pin: string) => {
    const { current } = attempt;
    if (current === null) return;
    act.run(async () => {
      const entered = await wallet.enterPaymentPin(pin);
      return entered.ok ? current() : entered;
    }, settle);
  };
  const isAsked = act.error !== null && PIN_CODES.has(act.error);
  return {
    intent,
    isBusy: act.isPending || isAsked,
    isUnknown: act.isPending || act.error === 'engine-unreachable',
    notice: <SpendNotice error={act.error} isAsked={isAsked} isPending={act.isPending} onPin={onPin} />,
    run: (work, onDone) => {
      const made: Attempt = async () => {
        const ended = await work();
        if (ended.ok) return ok(() => onDone(ended.value));
        return ended.error.code === 'payment-waits' ? ok('waits') : ended;
      };
      attempt.current = made;
      act.run(made, settle);
    },
    clear: act.clear,
  };
}

interface NoticeProps {
  readonly error: WorkspaceErrorCode | null;
  readonly isAsked: boolean;
  readonly isPending: boolean;
  readonly onPin: (pin: string) => void;
}

function SpendNotice({ error, isAsked, isPending, onPin }: NoticeProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  if (error === null) return null;
  if (!isAsked)
    return (
      <AlertBanner tone="danger">
        {error === 'engine-unreachable' ? t('consent.maybePaid') : errorText(error)}
      </AlertBanner>
    );
  const text = error === 'payment-pin-needed' ? null : errorText(error);
  return <PinForm error={text} isPending={isPending} onPin={onPin} />;
}

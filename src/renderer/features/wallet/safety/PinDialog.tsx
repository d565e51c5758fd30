import { type ReactNode, useId, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { PinProof } from '@services/workspace/walletSafety.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { TextArea, TextField } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import styles from '../consent/Consent.module.css';
import { onlyDigits } from '../consent/onlyDigits.ts';

export interface PinDialogProps {
  readonly wish: 'set' | 'remove';
  readonly hasPin: boolean;
  readonly onDone: () => void;
}

interface Typed {
  readonly current: string;
  readonly words: string;
  readonly pin: string;
  readonly again: string;
}

/** Sets, changes or removes the payment PIN; who forgot it has the recovery phrase. */
export function PinDialog({ wish, hasPin, onDone }: PinDialogProps): ReactNode {
  const t = useT();
  const toast = useToast();
  const errorText = useErrorText();
  const form = useId();
  const { wallet } = useWorkspace();
  const act = useAct<WorkspaceErrorCode>();
  const [typed, setTyped] = useState<Typed>({ current: '', words: '', pin: '', again: '' });
  const [isForgotten, setForgotten] = useState(false);
  const isReady = isProven(typed, hasPin, isForgotten) && (wish === 'remove' || isNewPin(typed));
  const change = (part: Partial<Typed>) => {
    setTyped({ ...typed, ...part });
    act.clear();
  };
  const save = () => {
    const proof: PinProof | null = hasPin ? (isForgotten ? { words: typed.words } : { pin: typed.current }) : null;
    act.run(
      () => wallet.setPaymentPin(wish === 'remove' ? null : typed.pin, proof),
      () => {
        toast({ text: t(wish === 'remove' ? 'consent.pin.removed' : 'consent.pin.saved') });
        onDone();
      },
    );
  };
  return (
    <Dialog
      isOpen
      size="small"
      title={t(wish === 'remove' ? 'consent.pin.remove' : hasPin ? 'consent.pin.change' : 'consent.pin.set')}
      closeLabel={t('common.cancel')}
      footer={
        <>
          <Button onClick={onDone}>{t('common.cancel')}</Button>
          <Button type="submit" form={form} variant="primary" disabled={!isReady || act.isPending}>
            {t(wish === 'remove' ? 'consent.pin.remove' : 'common.save')}
          </Button>
        </>
      }
      onClose={onDone}
    >
      <form
        id={form}
        className={styles['consent']}
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) save();
        }}
      >
        {hasPin && (
          <ProofFields
            typed={typed}
            isForgotten={isForgotten}
            onChange={change}
            onForget={() => setForgotten(!isForgotten)}
          />
        )}
        {wish === 'set' && <NewPinFields typed={typed} onChange={change} />}
        {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      </form>
    </Dialog>
  );
}

function isProven({ current, words }: Typed, hasPin: boolean, isForgotten: boolean): boolean {
  if (!hasPin) return true;
  return isForgotten ? words.trim() !== '' : current.length >= 4;
}

function isNewPin({ pin, again }: Typed): boolean {
  return pin.length >= 4 && pin === again;
}

interface FieldsProps {
  readonly typed: Typed;
  readonly onChange: (part: Partial<Typed>) => void;
}

function ProofFields(props: FieldsProps & { readonly isForgotten: boolean; readonly onForget: () => void }): ReactNode {
  const { typed, isForgotten, onChange, onForget } = props;
  const t = useT();
  return (
    <>
      {isForgotten ? (
        <TextArea
          label={t('consent.pin.words')}
          description={t('consent.pin.words.text')}
          rows={3}
          value={typed.words}
          onChange={(words) => onChange({ words })}
        />
      ) : (
        <PinField
          label={t('consent.pin.current')}
          value={typed.current}
          onChange={(current) => onChange({ current })}
        />
      )}
      <div>
        <Button variant="quiet" size="small" onClick={onForget}>
          {t(isForgotten ? 'consent.pin.known' : 'consent.pin.forgotten')}
        </Button>
      </div>
    </>
  );
}

function NewPinFields({ typed, onChange }: FieldsProps): ReactNode {
  const t = useT();
  const differs = typed.again.length >= typed.pin.length && typed.again !== '' && typed.again !== typed.pin;
  return (
    <>
      <PinField
        label={t('consent.pin.new')}
        description={t('consent.pin.new.text')}
        value={typed.pin}
        onChange={(pin) => onChange({ pin })}
      />
      <PinField
        label={t('consent.pin.again')}
        error={differs ? t('consent.pin.differs') : undefined}
        value={typed.again}
        onChange={(again) => onChange({ again })}
      />
    </>
  );
}

interface PinFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly error?: string | undefined;
  readonly value: string;
  readonly onChange: (pin: string) => void;
}

function PinField({ label, description, error, value, onChange }: PinFieldProps): ReactNode {
  return (
    <TextField
      label={label}
      description={description}
      error={error}
      type="password"
      inputMode="numeric"
      autoComplete="off"
      maxLength={12}
      value={value}
      onChange={(typed) => onChange(onlyDigits(typed))}
    />
  );
}

import { type ReactNode, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import styles from './Devices.module.css';

const DIGITS = 6;

/** As far as the sixth digit: typed or pasted with spaces, as people group them, none is lost. */
function firstDigits(typed: string): string {
  const [first] = /(?:\s*\d){0,6}\s*/.exec(typed.replaceAll(/[^\d\s]/g, '')) ?? [''];
  return first;
}

/** Asks for the six digits the new device shows: only who stands before both devices knows them. */
export function DigitsForm({ name, left }: { readonly name: string; readonly left: number }): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const workspace = useWorkspace();
  const [digits, setDigits] = useState('');
  const act = useAct<WorkspaceErrorCode>();
  const error = act.error === null ? null : `${errorText(act.error)} ${t('devices.triesLeft', { count: left })}`;
  return (
    <form
      className={styles['stack']}
      onSubmit={(event) => {
        event.preventDefault();
        act.run(() => workspace.confirmLink(digits));
      }}
    >
      <p>{t('devices.found', { name: isolate(name === '' ? t('devices.unnamed') : name) })}</p>
      <TextField
        label={t('devices.digits')}
        description={t('devices.digitsText')}
        className={styles['digits'] ?? ''}
        dir="ltr"
        inputMode="numeric"
        autoFocus
        value={digits}
        error={error}
        onChange={(typed) => {
          setDigits(firstDigits(typed));
          act.clear();
        }}
      />
      <Button
        type="submit"
        variant="primary"
        pending={act.isPending}
        disabled={digits.replaceAll(/\s/g, '').length < DIGITS}
      >
        {t('devices.confirm')}
      </Button>
    </form>
  );
}

import type { ReactNode } from 'react';
import { passphraseStrength } from '@domain/backup/passphrase.ts';
import { useT } from '@i18n/useT.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import styles from './NewPassphrase.module.css';

/** A new passphrase as it is typed, twice. */
export interface TypedTwice {
  readonly once: string;
  readonly again: string;
}

/** Nothing typed. */
export const NOTHING_TYPED: TypedTwice = { once: '', again: '' };

/** Whether it can be taken. */
export function isTakeable({ once, again }: TypedTwice): boolean {
  return passphraseStrength(once) !== 'short' && once === again;
}

/** A new passphrase, twice, and how hard it is to guess. */
export function NewPassphrase(props: {
  readonly label: string;
  readonly description: string;
  readonly value: TypedTwice;
  readonly onChange: (value: TypedTwice) => void;
}): ReactNode {
  const t = useT();
  const { value, onChange } = props;
  const strength = passphraseStrength(value.once);
  const differs = value.again !== '' && value.again !== value.once;
  return (
    <>
      <TextField
        type="password"
        autoComplete="new-password"
        label={props.label}
        description={props.description}
        value={value.once}
        onChange={(once) => onChange({ ...value, once })}
      />
      {value.once !== '' && (
        <p className={styles['strength']} data-strength={strength} aria-live="polite">
          {t(`backup.strength.${strength}`)}
        </p>
      )}
      <TextField
        type="password"
        autoComplete="new-password"
        label={t('backup.passphrase.again')}
        value={value.again}
        error={differs ? t('backup.passphrase.differs') : null}
        onChange={(again) => onChange({ ...value, again })}
      />
    </>
  );
}

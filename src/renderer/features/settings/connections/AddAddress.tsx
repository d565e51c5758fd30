import { Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { Failure, Result } from '@shared/result.ts';
import { Button } from '@ui/controls/Button.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import styles from './Connections.module.css';
import type { AddressErrorCode } from './parseAddress.ts';

export interface AddAddressProps {
  readonly label: string;
  readonly placeholder: string;
  readonly isBusy: boolean;
  readonly parse: (text: string) => Result<string, Failure<AddressErrorCode>>;
  readonly onAdd: (address: string, onDone: () => void) => void;
  /** More fields for what was typed so far. */
  readonly more?: (text: string) => ReactNode;
}

/** One line to type an address into; what is wrong with it is said when one tries to add it. */
export function AddAddress(props: AddAddressProps): ReactNode {
  const t = useT();
  const [text, setText] = useState('');
  const [error, setError] = useState<AddressErrorCode | null>(null);
  return (
    <form
      className={styles['add']}
      onSubmit={(event) => {
        event.preventDefault();
        const parsed = props.parse(text);
        setError(parsed.ok ? null : parsed.error.code);
        if (parsed.ok) props.onAdd(parsed.value, () => setText(''));
      }}
    >
      <div className={styles['line']}>
        <TextField
          label={props.label}
          labelHidden
          placeholder={props.placeholder}
          dir="ltr"
          inputMode="url"
          spellCheck={false}
          value={text}
          error={error === null ? null : t(`settings.address.${error}`)}
          onChange={(value) => {
            setText(value);
            setError(null);
          }}
        />
        <Button type="submit" icon={<Plus aria-hidden />} pending={props.isBusy}>
          {t('settings.add')}
        </Button>
      </div>
      {props.more?.(text)}
    </form>
  );
}

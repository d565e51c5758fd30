import { type ReactNode, useState } from 'react';
import { isPayLink } from '@domain/paycode/codeLimits.ts';
import { useT } from '@i18n/useT.tsx';
import { TextField } from '@ui/controls/TextField.tsx';

export interface PayCode {
  readonly field: ReactNode;
  readonly isEmpty: boolean;
  /** What was put in; null where that is no request to pay, which the field then says. */
  readonly take: () => string | null;
}

/** A field for the code by which the wallet shows a request to pay. */
export function usePayCode(description?: string): PayCode {
  const t = useT();
  const [code, setCode] = useState('');
  const [isWrong, setWrong] = useState(false);
  const text = code.trim();
  const take = () => {
    if (isPayLink(text)) return text;
    setWrong(true);
    return null;
  };
  const field = (
    <TextField
      label={t('channels.editor.payment.code')}
      description={description}
      dir="ltr"
      spellCheck={false}
      placeholder="banyan://pay#…"
      value={code}
      error={isWrong ? t('channels.editor.payment.wrong') : null}
      onChange={(value) => {
        setCode(value);
        setWrong(false);
      }}
    />
  );
  return { field, isEmpty: text === '', take };
}

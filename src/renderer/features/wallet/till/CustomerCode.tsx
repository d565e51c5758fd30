import { type ReactNode, useState } from 'react';
import type { RecordId } from '@domain/wallet/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useCodeWords, useMediaErrorText } from '@i18n/usePictureTexts.ts';
import { useT } from '@i18n/useT.tsx';
import { useMedia } from '@services/media/context.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { WalletWorkspace } from '@services/workspace/walletWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { CodeIntake } from '@ui/code/CodeIntake.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Spinner } from '@ui/feedback/Spinner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import styles from './Till.module.css';

/** What a till says of a code that is no customer's. */
type TillCodeError = WorkspaceErrorCode | 'not-a-customer';

/** Takes a customer's code: one to pay by, which is answered with the request, or a payment. A scanner that types works, too. */
export function CustomerCode({ request }: { readonly request: RecordId }): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const mediaErrorText = useMediaErrorText();
  const { wallet } = useWorkspace();
  const media = useMedia();
  const act = useAct<TillCodeError>();
  const [wasAsked, setAsked] = useState(false);
  const words = useCodeWords({ link: t('till.customer.link'), placeholder: 'banyan://pay#…' });
  const take = (text: string) => {
    setAsked(false);
    act.run(
      () => takeCustomersCode(wallet, text, request),
      (kind) => setAsked(kind === 'payer'),
    );
  };
  if (act.isPending) return <Spinner label={t('till.customer.asking')} />;
  return (
    <div className={styles['customer']}>
      {wasAsked && <AlertBanner tone="info">{t('till.customer.asked')}</AlertBanner>}
      {act.error !== null && (
        <AlertBanner tone="danger">
          {act.error === 'not-a-customer' ? t('till.customer.other') : errorText(act.error)}
        </AlertBanner>
      )}
      <CodeIntake means={media} words={words} errorText={mediaErrorText} onFound={take} />
    </div>
  );
}

type Taken = Result<'payer' | 'transfer', Failure<TillCodeError>>;

async function takeCustomersCode(
  wallet: Pick<WalletWorkspace, 'readCode' | 'answerPayerCode' | 'takeCode'>,
  text: string,
  request: RecordId,
): Promise<Taken> {
  const read = await wallet.readCode(text);
  if (!read.ok) return read;
  if (read.value.kind === 'payer') {
    const answered = await wallet.answerPayerCode(text, request);
    return answered.ok ? ok('payer') : answered;
  }
  if (read.value.kind !== 'transfer') return fail('not-a-customer', read.value.kind);
  const taken = await wallet.takeCode(text);
  return taken.ok ? ok('transfer') : taken;
}

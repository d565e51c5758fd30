import { type ReactNode, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { TokenView } from '@services/workspace/mintWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { TextArea } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { FormDialog } from '../dialogs/FormDialog.tsx';
import type { WalletLinks } from '../walletProps.ts';
import styles from './Cashu.module.css';
import { useEntryWords } from './useEntryWords.ts';
import { mintPage, useEntry, useMint, useMintActs } from './useMints.ts';

export interface ReceiveTokenDialogProps extends Pick<WalletLinks, 'onOpenWallet' | 'onWallet'> {
  readonly text: string;
  readonly onDone: () => void;
}

/** Redeems a token: what it says is shown first, and a mint that is not known is never asked (CSH-UI-4). */
export function ReceiveTokenDialog({ text: given, onDone, ...links }: ReceiveTokenDialogProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const mints = useMintActs();
  const act = useAct<WorkspaceErrorCode>();
  const [text, setText] = useState(given);
  const [token, setToken] = useState<TokenView | null>(null);
  const [entry, setEntry] = useState<string | null>(null);
  if (entry !== null) return <Received entry={entry} onDone={onDone} onOpenWallet={links.onOpenWallet} />;
  const change = (typed: string) => {
    setText(typed);
    setToken(null);
    act.clear();
  };
  const submit = () => {
    if (token === null) act.run(() => mints.readCoinToken(text), setToken);
    else if (token.isKnownMint)
      act.run(
        () => mints.receiveCoins(text),
        ({ entry: made }) => setEntry(made),
      );
    else links.onWallet({ kind: 'mint', act: 'add', text: token.mint });
  };
  const press =
    token === null ? 'cashu.receive.read' : token.isKnownMint ? 'cashu.receive.press' : 'cashu.receive.addMint';
  const isReady = token === null ? text.trim() !== '' : token.lock !== 'other' && token.isGenuine !== false;
  return (
    <FormDialog
      title={t('cashu.receive.title')}
      press={t(press)}
      isReady={isReady}
      isPending={act.isPending}
      onSubmit={submit}
      onClose={onDone}
    >
      <TextArea
        label={t('cashu.receive.paste')}
        description={t('cashu.receive.paste.hint')}
        dir="ltr"
        rows={4}
        spellCheck={false}
        value={text}
        onChange={change}
      />
      {token !== null && <TokenFacts token={token} />}
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
    </FormDialog>
  );
}

/** What a token says, and what can be known of it without asking anyone. */
function TokenFacts({ token }: { readonly token: TokenView }): ReactNode {
  const t = useT();
  const money = useMoney();
  const { full } = useFormats();
  const known = useMint(token.mint);
  const { unit, decimals, amount, memo, isKnownMint, lock, until, isGenuine } = token;
  return (
    <>
      <div className={styles['offer']}>
        <strong>{money.text(amount, { code: unit, decimals })}</strong>
        <span>
          {t('cashu.receive.of')} <bdi dir="auto">{known?.name ?? token.mint}</bdi>
        </span>
        {memo !== '' && (
          <span>
            <bdi dir="auto">{memo}</bdi>
          </span>
        )}
        {lock === 'own' && (
          <span>{until === null ? t('cashu.receive.own') : t('cashu.receive.locked', { until: full(until) })}</span>
        )}
        {isGenuine === true && <span>{t('cashu.receive.genuine')}</span>}
      </div>
      {!isKnownMint && (
        <AlertBanner tone="warning">{t('cashu.receive.unknown', { mint: isolate(token.mint) })}</AlertBanner>
      )}
      {lock === 'other' && <AlertBanner tone="danger">{t('error.token-not-own')}</AlertBanner>}
      {isGenuine === false && <AlertBanner tone="danger">{t('error.token-forged')}</AlertBanner>}
    </>
  );
}

interface ReceivedProps extends Pick<WalletLinks, 'onOpenWallet'> {
  readonly entry: string;
  readonly onDone: () => void;
}

/** What came of it: redeemed, spent by someone else, or waiting for the mint. */
function Received({ entry: id, onDone, onOpenWallet }: ReceivedProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const wordsOf = useEntryWords();
  const entry = useEntry(id);
  const open = () => {
    onDone();
    if (entry !== null) onOpenWallet(mintPage(entry.mint));
  };
  return (
    <Dialog
      isOpen
      title={t('cashu.receive.title')}
      closeLabel={t('common.close')}
      onClose={onDone}
      footer={
        <Button variant="primary" onClick={open}>
          {t('cashu.toMint')}
        </Button>
      }
    >
      {entry !== null && (
        <div className={styles['stack']} role="status">
          <p className={styles['figure']}>{money.text(entry.amount, { code: entry.unit, decimals: entry.decimals })}</p>
          <p className={styles['state']}>{wordsOf(entry)}</p>
        </div>
      )}
    </Dialog>
  );
}

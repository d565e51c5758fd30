import { type ReactNode, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { MintOffer } from '@services/workspace/mintWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Checkbox } from '@ui/controls/Switch.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { FormDialog } from '../dialogs/FormDialog.tsx';
import type { WalletLinks } from '../walletProps.ts';
import styles from './Cashu.module.css';
import { mintPage } from './useMints.ts';

export interface AddMintDialogProps extends Pick<WalletLinks, 'onOpenWallet'> {
  readonly address: string;
  readonly onDone: () => void;
}

/** Agrees to a mint: by its address alone, after having read who holds what is kept there (CSH-UI-3). */
export function AddMintDialog({ address: given, onDone, onOpenWallet }: AddMintDialogProps): ReactNode {
  const t = useT();
  const form = useAddMint(given, (mint) => {
    onDone();
    onOpenWallet(mintPage(mint));
  });
  const { offer, address, act } = form;
  return (
    <FormDialog
      title={t('cashu.add')}
      press={t(offer === null ? 'cashu.add.look' : 'cashu.add.press')}
      isReady={form.isReady}
      isPending={act.isPending}
      onSubmit={form.submit}
      onClose={onDone}
    >
      <TextField
        label={t('cashu.add.address')}
        description={t('cashu.add.address.hint')}
        dir="ltr"
        inputMode="url"
        spellCheck={false}
        maxLength={512}
        value={address}
        onChange={form.setAddress}
        error={form.addressError}
      />
      {offer !== null && <Offer offer={offer} hasAgreed={form.hasAgreed} onAgree={form.setAgreed} />}
      {form.needsPhrase && (
        <TextField
          label={t('cashu.add.phrase')}
          description={t('cashu.add.phrase.hint')}
          value={form.words}
          spellCheck={false}
          autoCapitalize="none"
          onChange={form.setWords}
        />
      )}
      {form.otherError !== null && <AlertBanner tone="danger">{form.otherError}</AlertBanner>}
    </FormDialog>
  );
}

interface OfferProps {
  readonly offer: MintOffer;
  readonly hasAgreed: boolean;
  readonly onAgree: (agreed: boolean) => void;
}

/** What the mint says of itself, and what is true of every mint. */
function Offer({ offer, hasAgreed, onAgree }: OfferProps): ReactNode {
  const t = useT();
  return (
    <>
      <div className={styles['offer']}>
        <strong>
          <bdi dir="auto">{offer.name}</bdi>
        </strong>
        <span>
          <bdi dir="ltr">{offer.url}</bdi>
        </span>
        {offer.description !== '' && (
          <span>
            <bdi dir="auto">{offer.description}</bdi>
          </span>
        )}
        <span>{t('cashu.add.units', { units: offer.units.join(', ') })}</span>
      </div>
      <AlertBanner tone="warning" title={t('cashu.add.warning')}>
        <ul className={styles['warning']}>
          <li>{t('cashu.add.warning.hold')}</li>
          <li>{t('cashu.add.warning.bearer')}</li>
          <li>{t(offer.canRestore ? 'cashu.add.warning.restore' : 'cashu.add.warning.noRestore')}</li>
          <li>{t('cashu.add.warning.small')}</li>
        </ul>
      </AlertBanner>
      <Checkbox label={t('cashu.add.agree')} checked={hasAgreed} onChange={onAgree} />
    </>
  );
}

function useAddMint(given: string, onAdded: (mint: string) => void) {
  const t = useT();
  const errorText = useErrorText();
  const toast = useToast();
  const workspace = useWorkspace();
  const act = useAct<WorkspaceErrorCode>();
  const [address, setAddress] = useState(given);
  const [offer, setOffer] = useState<MintOffer | null>(null);
  const [hasAgreed, setAgreed] = useState(false);
  const [words, setWords] = useState('');
  const [needsPhrase, setNeedsPhrase] = useState(false);
  const add = async (url: string) => {
    if (needsPhrase) {
      const checked = await workspace.checkRecoveryPhrase(words);
      if (!checked.ok) return checked;
    }
    const added = await workspace.mints.addMint(url);
    if (!added.ok && added.error.code === 'mint-seed-missing') setNeedsPhrase(true);
    return added;
  };
  const submit = () => {
    if (offer === null) return act.run(() => workspace.mints.lookAtMint(address), setOffer);
    act.run(
      () => add(offer.url),
      ({ mint }) => {
        toast({ text: t('cashu.added') });
        onAdded(mint);
      },
    );
  };
  const isOfAddress = act.error === 'mint-address-invalid' || act.error === 'mint-unsound';
  return {
    ...{ address, offer, hasAgreed, setAgreed, words, setWords, needsPhrase, act, submit },
    setAddress: (text: string) => {
      setAddress(text);
      setOffer(null);
      setAgreed(false);
      act.clear();
    },
    isReady: offer === null ? address.trim() !== '' : hasAgreed && (!needsPhrase || words.trim() !== ''),
    addressError: act.error !== null && isOfAddress ? errorText(act.error) : null,
    otherError: act.error !== null && !isOfAddress ? errorText(act.error) : null,
  };
}

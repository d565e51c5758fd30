import { type ReactNode, useId, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import type { AccountId } from '@shared/ids.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { RadioGroup } from '@ui/controls/RadioGroup.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import type { WalletLinks } from '../../walletProps.ts';
import { useIssued, useWallet } from '../useRoom.ts';
import { likelyCurrency } from './currencies.ts';
import { type UnitForm, problemOf, unitOf } from './newUnit.ts';
import styles from './NewUnit.module.css';
import { suggestCode } from './suggestCode.ts';
import { UnitFields } from './UnitFields.tsx';
import { WitnessChoice } from './WitnessChoice.tsx';

export interface NewUnitDialogProps extends Pick<WalletLinks, 'onOpenWallet'> {
  readonly onDone: () => void;
}

const KINDS = ['iou', 'prepaid', 'points', 'credit'] as const;

/** Makes a unit of one's own: what it is, what one gives for it, and who keeps a second copy of its book (WAL-UI-8). */
export function NewUnitDialog({ onDone, onOpenWallet }: NewUnitDialogProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const wallet = useWallet();
  const toast = useToast();
  const act = useAct<WorkspaceErrorCode>();
  const id = useId();
  const [form, change] = useUnitForm();
  const [witnesses, setWitnesses] = useState<readonly AccountId[]>([]);
  const [isAsked, setAsked] = useState(false);
  const problem = problemOf(form);
  const make = () => {
    setAsked(true);
    if (problem !== null) return;
    act.run(
      () => wallet.createUnit(unitOf(form), witnesses),
      ({ unit }) => {
        toast({ text: t('wallet.new.done') });
        onDone();
        onOpenWallet(`issued/${unit}`);
      },
    );
  };
  return (
    <Dialog
      isOpen
      title={t('wallet.new')}
      onClose={onDone}
      footer={
        <>
          <Button onClick={onDone}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" form={id} pending={act.isPending}>
            {t('wallet.new.make')}
          </Button>
        </>
      }
    >
      <form
        id={id}
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          make();
        }}
      >
        <RadioGroup
          label={t('wallet.new.kind')}
          value={form.kind}
          options={KINDS.map((kind) => ({
            value: kind,
            label: t(`wallet.kind.${kind}`),
            description: t(`wallet.kind.${kind}.text`),
          }))}
          onChange={(kind) => change({ kind })}
        />
        <UnitFields form={form} problem={isAsked ? problem : null} onChange={change} />
        <WitnessChoice chosen={witnesses} onChange={setWitnesses} />
        {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      </form>
    </Dialog>
  );
}

/** What is typed. The code and the words follow the rest until one writes one's own. */
function useUnitForm(): readonly [UnitForm, (change: Partial<UnitForm>) => void] {
  const t = useT();
  const issued = useIssued();
  const taken = issued.status === 'ready' ? issued.value.map(({ unit }) => unit.code) : [];
  const [typed, setTyped] = useState<Partial<UnitForm>>({});
  const { kind = 'iou', name = '' } = typed;
  const form: UnitForm = {
    kind,
    name,
    redeem: typed.redeem ?? t(`wallet.new.redeem.${kind}`),
    currency: typed.currency ?? likelyCurrency(navigator.languages),
    code: typed.code ?? suggestCode(name, kind, taken),
    isTransferable: typed.isTransferable ?? true,
    expiresDays: typed.expiresDays ?? '',
  };
  return [form, (change) => setTyped((before) => ({ ...before, ...change }))];
}

import type { ReactNode } from 'react';
import { useMoney } from '@i18n/useMoney.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import type { Holding } from '@services/workspace/walletWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { useAct } from '@ui/hooks/useAct.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import type { ShownPerson } from '../../people/usePeople.ts';
import { useExport } from '../files/useExport.ts';
import { useWallet } from '../useRoom.ts';

export interface UnitNoticesProps {
  readonly holding: Holding;
  readonly issuer: ShownPerson;
  readonly onSendBack: (() => void) | null;
}

/** What needs a decision: the issuer contradicted itself, it is more than one trusts them with, one does not know them. */
export function UnitNotices(props: UnitNoticesProps): ReactNode {
  const { faults, isOverLimit, isOffer } = props.holding;
  return (
    <>
      {faults.length > 0 && <FaultNotice {...props} />}
      {isOverLimit && <OverLimitNotice {...props} />}
      {isOffer && <OfferNotice {...props} />}
    </>
  );
}

function FaultNotice({ holding }: UnitNoticesProps): ReactNode {
  const t = useT();
  const wallet = useWallet();
  const toast = useToast();
  const act = useAct<WorkspaceErrorCode>();
  const { unit, note } = holding;
  const exporting = useExport();
  const stop = () =>
    act.run(
      () => wallet.noteUnit(unit.id, { stance: 'stopped' }),
      () =>
        toast({
          text: t('wallet.stopped'),
          action: {
            label: t('common.undo'),
            onAction: () => act.run(() => wallet.noteUnit(unit.id, { stance: note.stance })),
          },
        }),
    );
  return (
    <AlertBanner
      tone="danger"
      title={t('wallet.fault.title')}
      actions={
        <>
          {note.stance !== 'stopped' && (
            <Button size="small" pending={act.isPending} onClick={stop}>
              {t('wallet.fault.stop')}
            </Button>
          )}
          <Button size="small" pending={exporting.isPending} onClick={exporting.saveOn(unit, 'bundle')}>
            {t('wallet.fault.export')}
          </Button>
        </>
      }
    >
      {t('wallet.fault.text')}
    </AlertBanner>
  );
}

function OverLimitNotice({ holding, issuer, onSendBack }: UnitNoticesProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const { unit, note } = holding;
  return (
    <AlertBanner
      tone="warning"
      actions={
        onSendBack === null ? undefined : (
          <Button size="small" onClick={onSendBack}>
            {t('wallet.sendBack')}
          </Button>
        )
      }
    >
      <T
        id="wallet.overLimit"
        values={{
          name: <PersonName>{issuer.shownName}</PersonName>,
          amount: money.text(note.limit ?? 0n, unit),
        }}
      />
    </AlertBanner>
  );
}

function OfferNotice({ holding, issuer }: UnitNoticesProps): ReactNode {
  const t = useT();
  const wallet = useWallet();
  const act = useAct<WorkspaceErrorCode>();
  return (
    <AlertBanner
      tone="warning"
      title={t('wallet.offer.title')}
      actions={
        <Button
          size="small"
          pending={act.isPending}
          onClick={() => act.run(() => wallet.noteUnit(holding.unit.id, { stance: 'accepted' }))}
        >
          {t('wallet.offer.accept')}
        </Button>
      }
    >
      <T id="wallet.offer.text" values={{ name: <PersonName>{issuer.shownName}</PersonName> }} />
    </AlertBanner>
  );
}

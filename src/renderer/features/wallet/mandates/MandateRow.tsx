import { type ReactNode, useMemo } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { isolate, PersonName, T, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { type SpaceId, spaceId } from '@shared/ids.ts';
import type { ChannelView } from '@services/workspace/channelWorkspace.ts';
import type { Program } from '@services/workspace/programWorkspace.ts';
import type { Mandate } from '@services/workspace/walletTrade.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { useQuery, useQueryValue } from '@ui/hooks/useQuery.ts';
import { Plain, Row } from '@ui/layout/Panel.tsx';
import { ConfirmButton } from '@ui/overlays/ConfirmButton.tsx';
import { useUnitNames } from '../codes/useUnitNames.ts';
import { usePeople } from '../people/usePeople.ts';
import { useWallet } from '../room/useRoom.ts';

const NONE: readonly Program[] = [];
const NO_CHANNELS: readonly ChannelView[] = [];

export interface MandateRowProps {
  readonly mandate: Mandate;
  readonly icon: ReactNode;
}

/** One mandate: how much and how often, when it is due next, what was paid; and the way to stop it. */
export function MandateRow({ mandate, icon }: MandateRowProps): ReactNode {
  const money = useMoney();
  const errorText = useErrorText();
  const personOf = usePeople();
  const act = useAct<WorkspaceErrorCode>();
  const { own, unit, perPayment, perPeriod, period, isAutomatic, stage } = mandate;
  const other = personOf(own ? mandate.payee : mandate.payer);
  const name = <PersonName>{other.shownName}</PersonName>;
  const amount = money.text(isAutomatic ? perPayment : perPeriod, unit);
  const canStop = own && (stage === 'running' || stage === 'short');
  return (
    <>
      <Row
        icon={icon}
        title={
          <T
            id={`trade.mandate.${isAutomatic ? 'pays' : 'allows'}.${own ? 'own' : 'other'}.${period}`}
            values={{ name, amount }}
          />
        }
        text={<MandateText mandate={mandate} />}
      >
        {canStop && <Stop mandate={mandate} act={act} name={name} />}
      </Row>
      {act.error !== null && (
        <Plain>
          <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>
        </Plain>
      )}
    </>
  );
}

function MandateText({ mandate }: { readonly mandate: Mandate }): ReactNode {
  const t = useT();
  const money = useMoney();
  const nameOf = useUnitNames();
  const { unit, paid, scope } = mandate;
  return (
    <>
      {scope.kind === 'program' && <ProgramName id={scope.id} />}
      {scope.kind === 'program' || scope.id === '' || scope.id === mandate.payee ? null : <ChannelName id={scope.id} />}
      {nameOf(unit)}
      <br />
      <MandateStage mandate={mandate} />
      {' · '}
      <span>{t('trade.mandate.paid', { amount: money.text(paid, unit) })}</span>
    </>
  );
}

/** How it stands. A subscription that pays somebody who was taken away from its channel is not paid (CHN-36). */
function MandateStage({ mandate }: { readonly mandate: Mandate }): ReactNode {
  const { own, isAutomatic, stage, scope } = mandate;
  const space = spaceId(scope.id);
  const isPaid = own && isAutomatic && (stage === 'running' || stage === 'short');
  if (isPaid && space.ok) return <SubscriptionStage mandate={mandate} channel={space.value} />;
  return <Stage mandate={mandate} />;
}

function SubscriptionStage(props: { readonly mandate: Mandate; readonly channel: SpaceId }): ReactNode {
  const t = useT();
  const { channels } = useWorkspace();
  const { mandate, channel } = props;
  const sellers = useQuery(useMemo(() => channels.sellers(channel), [channels, channel]));
  const isHeld = sellers.status === 'ready' && sellers.value.wereRemoved && !sellers.value.payees.has(mandate.payee);
  return isHeld ? <span>{t('trade.mandate.stage.held')}</span> : <Stage mandate={mandate} />;
}

function Stage({ mandate: { nextDue, stage } }: { readonly mandate: Mandate }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const state = nextDue === null && stage === 'running' ? 'ready' : stage;
  return <span>{t(`trade.mandate.stage.${state}`, { day: nextDue === null ? '' : formats.date(nextDue) })}</span>;
}

/** By the name on its card, as it is asked for in its window; of a program whose card is not here, that it is one. */
function ProgramName({ id }: { readonly id: string }): ReactNode {
  const t = useT();
  const { programs } = useWorkspace();
  const all = useQueryValue(
    useMemo(() => programs.programs(), [programs]),
    NONE,
  );
  const program = all.find(({ instance }) => instance === id);
  const name = program === undefined || program.name === '' ? null : program.name;
  return (
    <>
      {name === null ? <span>{t('trade.mandate.program')}</span> : <bdi dir="auto">{name}</bdi>}
      {' · '}
    </>
  );
}

/** By its name where it is a channel of this device; else the words the mandate was given with. */
function ChannelName({ id }: { readonly id: string }): ReactNode {
  const t = useT();
  const { channels } = useWorkspace();
  const space = spaceId(id);
  const all = useQueryValue(
    useMemo(() => channels.channels(), [channels]),
    NO_CHANNELS,
  );
  const channel = space.ok ? all.find((each) => each.id === space.value) : undefined;
  return (
    <>
      {channel === undefined ? (
        <bdi dir="auto">{id}</bdi>
      ) : (
        <span>{t('paid.mandate', { name: isolate(channel.name) })}</span>
      )}
      {' · '}
    </>
  );
}

function Stop(props: {
  readonly mandate: Mandate;
  readonly act: ReturnType<typeof useAct<WorkspaceErrorCode>>;
  readonly name: ReactNode;
}): ReactNode {
  const t = useT();
  const wallet = useWallet();
  const toast = useToast();
  return (
    <ConfirmButton
      label={t('trade.mandate.stop')}
      title={t('trade.mandate.stop.title')}
      confirmLabel={t('trade.mandate.stop')}
      cancelLabel={t('common.cancel')}
      onConfirm={() =>
        props.act.run(
          () => wallet.revokeMandate(props.mandate.id),
          () => toast({ text: t('trade.mandate.stopped') }),
        )
      }
    >
      <T id="trade.mandate.stop.text" values={{ name: props.name }} />
    </ConfirmButton>
  );
}

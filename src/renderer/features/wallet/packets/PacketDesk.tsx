import { type ReactNode, useState } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { SourceChoice } from '../consent/SourceChoice.tsx';
import { useSpend } from '../consent/useSpend.tsx';
import { AmountFields } from './AmountFields.tsx';
import { ModeChoice } from './ModeChoice.tsx';
import styles from './Packets.module.css';
import { PacketSummary } from './PacketSummary.tsx';
import type { AudienceMember } from './useAudience.ts';
import { usePacketForm } from './usePacketForm.ts';
import type { PacketMoney } from './usePacketSources.ts';
import { useSendPacket } from './useSendPacket.ts';

/** Longest greeting, as long as a card's note may be. */
const MOST_GREETING = 80;
const FORM = 'red-packet';

export interface PacketDeskProps {
  readonly space: SpaceId;
  /** Who may open it. */
  readonly audience: readonly AudienceMember[];
  readonly money: PacketMoney;
  readonly onDone: () => void;
}

/** Fills a packet: with what, for how many, how much, and a greeting. */
export function PacketDesk({ space, audience, money, onDone }: PacketDeskProps): ReactNode {
  const t = useT();
  const toast = useToast();
  const form = usePacketForm(money.sources, audience.length);
  const spend = useSpend(onDone);
  const send = useSendPacket(space);
  const [isAsked, setAsked] = useState(false);
  const { typed, source, packet, change } = form;
  const edit: typeof change = (next) => {
    spend.clear();
    change(next);
  };
  const submit = () => {
    setAsked(true);
    if (packet === null) return;
    const members = audience.map(({ account }) => account);
    const { mode, count, total } = packet;
    const whole = {
      unit: packet.source.unit.id,
      mode,
      total,
      count,
      members,
      greeting: typed.greeting,
      intent: spend.intent,
    };
    const done = () => {
      toast({ text: t('packets.sent') });
      onDone();
    };
    spend.run(() => send(whole), done);
  };
  return (
    <Dialog
      isOpen
      title={t('packets.new')}
      closeLabel={t('common.close')}
      isPressOutsideIgnored
      onClose={onDone}
      footer={
        <>
          <Button onClick={onDone}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" form={FORM} pending={spend.isBusy}>
            {t('packets.send')}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        className={styles['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {audience.length > 1 && <ModeChoice mode={typed.mode} onChange={(mode) => edit({ mode })} />}
        <AmountFields form={form} people={audience.length} isAsked={isAsked} onChange={edit} />
        <TextField
          label={t('packets.greeting')}
          placeholder={t('packets.greeting.usual')}
          maxLength={MOST_GREETING}
          value={typed.greeting}
          onChange={(greeting) => edit({ greeting })}
        />
        {money.sources.length > 1 && (
          <SourceChoice
            sources={money.sources}
            people={money.people}
            chosen={source?.unit.id ?? null}
            onChoose={(unit) => edit({ unit })}
          />
        )}
        {packet !== null && <PacketSummary packet={packet} audience={audience} people={money.people} />}
      </form>
      {spend.notice}
    </Dialog>
  );
}

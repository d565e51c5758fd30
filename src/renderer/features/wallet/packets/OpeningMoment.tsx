import type { ReactNode } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { isolate, PersonName, T, useT } from '@i18n/useT.tsx';
import type { Packet } from '@services/workspace/walletPackets.ts';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { OpeningScene } from '@ui/packet/OpeningScene.tsx';
import styles from './Packets.module.css';
import { SharePaper } from './SharePaper.tsx';
import { useOpening } from './useOpening.ts';
import type { usePacketPeople } from './usePacketPeople.ts';
import { WaitNotice } from './WaitNotice.tsx';

export interface OpeningMomentProps {
  readonly packet: Packet;
  readonly greeting: string;
  readonly people: ReturnType<typeof usePacketPeople>;
  /** Its person saw what is in it. */
  readonly isLookedInto: boolean;
}

/** The packet itself: closed, with its coin to press, then open with what one got. */
export function OpeningMoment({ packet, greeting, people, isLookedInto }: OpeningMomentProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const { phase, isPressed, isOver, error, open } = useOpening(packet, isLookedInto);
  const sender = people(packet.from).shownName;
  return (
    <div className={styles['moment']}>
      <OpeningScene
        phase={phase}
        isFestive={isPressed}
        coinLabel={t('packets.open', { name: isolate(sender) })}
        isDisabled={isOver}
        front={
          <>
            <span>
              <T id="packets.from" values={{ name: <PersonName>{sender}</PersonName> }} />
            </span>
            <strong dir="auto">{greeting === '' ? t('packets.greeting.usual') : greeting}</strong>
          </>
        }
        paper={<SharePaper packet={packet} people={people} isCounting={isPressed} />}
        onOpen={open}
      />
      {isOver && <p role="status">{t('packets.over')}</p>}
      {phase === 'waiting' && packet.mine.stage === 'noted' && <WaitNotice packet={packet} people={people} />}
      {error !== null && <AlertBanner tone="danger">{errorText(error)}</AlertBanner>}
    </div>
  );
}

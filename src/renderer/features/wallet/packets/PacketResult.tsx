import { Crown, ShieldAlert, ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { useMoney } from '@i18n/useMoney.ts';
import { isolate, PersonName, T, type Translate, useT } from '@i18n/useT.tsx';
import type { Packet, PacketShare } from '@services/workspace/walletPackets.ts';
import { Button } from '@ui/controls/Button.tsx';
import { DialogList } from '@ui/display/DialogList.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
import { PersonFace } from '../people/PersonMark.tsx';
import type { ShownPerson } from '../people/usePeople.ts';
import type { WalletLinks } from '../walletProps.ts';
import styles from './Packets.module.css';
import type { usePacketPeople } from './usePacketPeople.ts';

export interface PacketResultProps extends Pick<WalletLinks, 'onOpenWallet'> {
  readonly packet: Packet;
  readonly people: ReturnType<typeof usePacketPeople>;
  readonly greeting: string;
}

/** Who got what of a packet, how it stands, and what this device found when it checked it. */
export function PacketResult({ packet, people, greeting, onOpenWallet }: PacketResultProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const { unit, shares, total, dealt, count, mine, mode } = packet;
  const sender = people(packet.from).shownName;
  return (
    <section className={styles['result']} aria-label={t('packets.result')}>
      {mine.stage === 'none' && (
        <header className={styles['head']}>
          <span>
            {packet.isOwn ? (
              t('packets.from.own')
            ) : (
              <T id="packets.from" values={{ name: <PersonName>{sender}</PersonName> }} />
            )}
          </span>
          <strong dir="auto">{greeting === '' ? t('packets.greeting.usual') : greeting}</strong>
          <Standing packet={packet} />
        </header>
      )}
      <p className={styles['progress']}>
        {mode === 'everyone'
          ? t('packets.progress.everyone', { count, total: money.text(total, unit) })
          : t('packets.progress', {
              taken: shares.length,
              count,
              dealt: money.text(dealt, unit),
              total: money.text(total, unit),
            })}
        <br />
        <Promised issuer={people(unit.issuer)} />
      </p>
      {shares.length > 0 && (
        <DialogList label={t('packets.result')}>
          {shares.map((share) => (
            <ShareRow key={share.account} share={share} packet={packet} people={people} />
          ))}
        </DialogList>
      )}
      <Foot packet={packet} sender={sender} />
      {isLeft(packet) && (
        <Button size="small" onClick={() => onOpenWallet('pots')}>
          {t('packets.gone.open')}
        </Button>
      )}
      {mine.payment !== null && (
        <Button variant="quiet" size="small" onClick={() => onOpenWallet(`payment/${mine.payment}`)}>
          {t('packets.payment')}
        </Button>
      )}
    </section>
  );
}

/** Money of it lies where no device of one's own hands it out any more. */
function isLeft({ isDealerGone, hasEnded, funding }: Packet): boolean {
  return isDealerGone && !hasEnded && funding === 'ready';
}

/** Whose promise all these amounts are: never left out where amounts stand. */
function Promised({ issuer }: { readonly issuer: ShownPerson }): ReactNode {
  const t = useT();
  if (issuer.standing === 'self') return t('packets.promised.own');
  return <T id="packets.promised" values={{ name: <PersonName>{issuer.shownName}</PersonName> }} />;
}

interface ShareRowProps extends Pick<PacketResultProps, 'packet' | 'people'> {
  readonly share: PacketShare;
}

function ShareRow({ share, packet, people }: ShareRowProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const person = people(share.account);
  return (
    <li className={styles['row']}>
      <PersonFace person={person} size="small" />
      <span className={styles['who']}>
        <span className={styles['name']}>
          {person.standing === 'self' ? t('common.you') : <PersonName isLine>{person.shownName}</PersonName>}
        </span>
        {!share.isOpened && <span className={styles['closed']}>{t('packets.share.closed')}</span>}
        {share.isLuckiest && (
          <span className={styles['luckiest']}>
            <Crown aria-hidden /> {t('packets.luckiest')}
          </span>
        )}
      </span>
      <span className={styles['figure']}>{money.text(share.amount, packet.unit)}</span>
    </li>
  );
}

/** Why one has no share of it; nothing where it is one's own. */
function Standing({ packet }: Pick<PacketResultProps, 'packet'>): ReactNode {
  const t = useT();
  const now = useNow();
  const { isOwn, stage, until, hasEnded, shares, count, funding } = packet;
  // The foot says why.
  if (stage === 'recalled') return null;
  if (isOwn) return <Funding funding={hasEnded && funding === 'waiting' ? 'ready' : funding} />;
  if (shares.length >= count && stage !== 'shared') return <span role="status">{t('packets.empty')}</span>;
  const isOver = hasEnded || now > until;
  return <span role="status">{t(isOver ? 'packets.over' : 'packets.notForYou')}</span>;
}

/** Of a packet that has not ended, whether it can still be opened. */
function stillText(
  t: Translate,
  { isOwn, isOver, name }: { readonly isOwn: boolean; readonly isOver: boolean; readonly name: string },
): string {
  if (isOver) return isOwn ? t('packets.ending.own') : t('packets.ending', { name });
  return isOwn ? t('packets.running.own') : t('packets.running');
}

/** Whether the issuer's device set the amount aside: only its sender is told. */
function Funding({ funding }: Pick<Packet, 'funding'>): ReactNode {
  const t = useT();
  if (funding === 'ready') return null;
  return <span role="status">{t(funding === 'waiting' ? 'packets.funding' : 'packets.funding.failed')}</span>;
}

interface FootProps extends Pick<PacketResultProps, 'packet'> {
  readonly sender: string;
}

/** What is still to come of it, or what the check at its end found. */
function Foot({ packet, sender }: FootProps): ReactNode {
  const t = useT();
  const now = useNow();
  const { stage, isOwn, faults } = packet;
  if (stage === 'wrong') {
    return (
      <p className={styles['wrong']} role="alert">
        <ShieldAlert aria-hidden />
        <span>
          {t('packets.wrong', { name: isolate(sender) })} {faults.map((fault) => t(`packets.fault.${fault}`)).join(' ')}
        </span>
      </p>
    );
  }
  if (stage === 'checked') return <Checked packet={packet} sender={sender} />;
  if (stage === 'recalled') {
    return <p>{isOwn ? t('packets.recalled.own') : t('packets.recalled', { name: isolate(sender) })}</p>;
  }
  if (isLeft(packet)) return <p>{t('packets.gone')}</p>;
  if (stage === 'shared' || stage === 'empty') return null;
  return <p>{stillText(t, { isOwn, isOver: now > packet.until, name: isolate(sender) })}</p>;
}

/** What went back, and that the arithmetic is right. */
function Checked({ packet, sender }: FootProps): ReactNode {
  const t = useT();
  const money = useMoney();
  const { back, unit, isOwn } = packet;
  const returned = back === null || back === 0n ? '' : money.text(back, unit);
  return (
    <>
      {returned !== '' && (
        <p>
          {isOwn
            ? t('packets.back.own', { amount: returned })
            : t('packets.back', { amount: returned, name: isolate(sender) })}
        </p>
      )}
      <p className={styles['checked']}>
        <ShieldCheck aria-hidden />
        <span>
          <strong>{t('packets.checked')}</strong> {t('packets.checked.text')}
        </span>
      </p>
    </>
  );
}

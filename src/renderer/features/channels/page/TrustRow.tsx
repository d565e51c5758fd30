import { BadgeCheck, ChevronDown, KeyRound } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { ChannelView } from '@services/workspace/channelWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { Fingerprint } from '../open/Fingerprint.tsx';
import { useChannels, useReport } from '../useChannels.ts';
import styles from './ChannelPage.module.css';

/** How one knows that this is the channel it says it is: no registry says so, the same key and people one knows do. */
export function TrustRow({ channel }: { readonly channel: ChannelView }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const people = channel.vouchedBy.filter(({ own }) => !own);
  const names = people.slice(0, 3).map(({ name }) => isolate(name));
  const others = people.length - names.length;
  return (
    <div className={styles['trust']}>
      <p>
        {people.length > 0 ? <BadgeCheck aria-hidden data-good /> : <KeyRound aria-hidden />}
        <span>
          {trustText(channel, t)}{' '}
          {names.length > 0 &&
            t('channels.trust.people', {
              people: formats.list(others > 0 ? [...names, t('channels.trust.others', { count: others })] : names),
            })}
        </span>
        <button type="button" aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
          {t('channels.trust.more')}
          <ChevronDown aria-hidden />
        </button>
      </p>
      {isOpen && (
        <div id={id} className={styles['details']}>
          <p>{t('channels.trust.how')}</p>
          <Fingerprint digits={channel.fingerprint} />
          <p>{t('channels.fingerprint.hint')}</p>
          {channel.role === null && <Vouch channel={channel} />}
        </div>
      )}
    </div>
  );
}

function trustText(channel: ChannelView, t: ReturnType<typeof useT>): string {
  if (channel.role === 'owner') return t('channels.trust.own');
  return t(channel.followed ? 'channels.trust.same' : 'channels.trust.new');
}

function Vouch({ channel }: { readonly channel: ChannelView }): ReactNode {
  const t = useT();
  const channels = useChannels();
  const report = useReport();
  const [isPending, setPending] = useState(false);
  const isVouched = channel.vouchedBy.some(({ own }) => own);
  const change = async () => {
    setPending(true);
    await report(channels.vouchFor(channel.id, !isVouched));
    setPending(false);
  };
  return (
    <div className={styles['vouch']}>
      <p>{t('channels.vouch.text')}</p>
      <Button size="small" pending={isPending} aria-pressed={isVouched} onClick={() => void change()}>
        {t(isVouched ? 'channels.vouch.undo' : 'channels.vouch.do')}
      </Button>
    </div>
  );
}

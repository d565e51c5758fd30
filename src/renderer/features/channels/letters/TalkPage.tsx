import { SendHorizontal } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { MAX_REMARK, MAX_REMARK_NAME } from '@domain/feed/note.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { OwnLetters } from '@services/workspace/channelWorkspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { TextArea, TextField } from '@ui/controls/TextField.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { MessageText } from '@ui/text/MessageText.tsx';
import { useChannel, useChannels } from '../useChannels.ts';
import { useRemark } from '../useRemark.ts';
import { inviteIn } from './inviteIn.ts';
import styles from './Letters.module.css';

const NOTHING: OwnLetters = { name: '', lines: [] };

/** What one wrote to the editors of a channel, and what they answered. */
export function TalkPage({ channel }: { readonly channel: SpaceId }): ReactNode {
  const t = useT();
  const channels = useChannels();
  const query = useChannel(channel);
  const name = query.status === 'ready' ? (query.value?.name ?? '') : '';
  const letters = useQueryValue(
    useMemo(() => channels.ownLetters(channel), [channels, channel]),
    null,
  );
  return (
    <div className={styles['page']}>
      <header className={styles['head']}>
        <h1>{t('channels.talk.with', { name: isolate(name) })}</h1>
        <p>{t('channels.talk.text')}</p>
      </header>
      <Lines lines={letters?.lines ?? NOTHING.lines} isKnown={letters !== null} />
      {letters !== null && <Write key={letters.name} channel={channel} knownName={letters.name} />}
    </div>
  );
}

interface LinesProps {
  readonly lines: OwnLetters['lines'];
  readonly isKnown: boolean;
}

function Lines({ lines, isKnown }: LinesProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const now = useNow();
  const scroll = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = scroll.current;
    if (box !== null) box.scrollTop = box.scrollHeight;
  }, [lines.length]);
  return (
    <div className={styles['scroll']} ref={scroll} role="log" aria-label={t('channels.talk')} tabIndex={0}>
      {isKnown && lines.length === 0 ? (
        <EmptyState illustration="people" title={t('channels.talk.none')}>
          {t('channels.talk.none.text')}
        </EmptyState>
      ) : (
        <div className={styles['log']}>
          {lines.map((line) => (
            <div key={`${line.at} ${line.text}`} className={styles['line']} data-own={line.own || undefined}>
              <TalkWords line={line} />
              <span>
                {formats.moment(line.at, now)}
                {line.own && ` · ${t(`channels.talk.state.${line.state}`)}`}
              </span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

/** What somebody wrote; an invite of the channel's is a way to add who gave it, not a line of signs. */
function TalkWords({ line: { text, own } }: { readonly line: OwnLetters['lines'][number] }): ReactNode {
  const t = useT();
  const invite = own ? null : inviteIn(text);
  if (invite !== null)
    return (
      <p>
        {t('paid.invite.given')}{' '}
        <a href={`#/invite/${invite}`} draggable={false}>
          {t('paid.invite.take')}
        </a>
      </p>
    );
  return (
    <p dir="auto">
      <MessageText text={text} hasTabStops />
    </p>
  );
}

interface WriteProps {
  readonly channel: SpaceId;
  /** The name they know one by; empty before the first letter. */
  readonly knownName: string;
}

function Write({ channel, knownName }: WriteProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const channels = useChannels();
  const remark = useRemark(knownName, (said) => channels.writeToChannel(channel, said));
  return (
    <form className={styles['write']} onSubmit={remark.submit}>
      {knownName === '' && (
        <div className={styles['name']}>
          <TextField label={t('channels.comments.name')} maxLength={MAX_REMARK_NAME} {...remark.name} />
        </div>
      )}
      <TextArea
        label={t('channels.talk.write')}
        labelHidden
        placeholder={t('channels.talk.write')}
        rows={2}
        maxLength={MAX_REMARK}
        {...remark.text}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          remark.submit(event);
        }}
      />
      <IconButton
        type="submit"
        label={t('channels.comments.send')}
        icon={<SendHorizontal aria-hidden />}
        directional
        disabled={!remark.isReady}
      />
      {remark.error !== null && (
        <div className={styles['banner']}>
          <AlertBanner tone="danger">{errorText(remark.error)}</AlertBanner>
        </div>
      )}
    </form>
  );
}

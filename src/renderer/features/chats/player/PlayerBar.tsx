import { Pause, Play, X } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useSyncExternalStore } from 'react';
import { type EventId, type SpaceId, eventId, spaceId } from '@shared/ids.ts';
import { defaultSettings } from '@domain/settings/settings.ts';
import { shownContent } from '@domain/preference/telling.ts';
import { cleanFileName } from '@domain/chat/fileName.ts';
import { isolate, PersonName, useT } from '@i18n/useT.tsx';
import { useVoiceTexts } from '@i18n/useVoiceTexts.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Conversation, FoundMessage } from '@services/workspace/workspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { useQueryValue, useSteadyQuery } from '@ui/hooks/useQuery.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { Slider } from '@ui/voice/Slider.tsx';
import { Speeds } from '@ui/voice/Speeds.tsx';
import { stage, type Track } from '@ui/voice/stage.ts';
import type { FileBody } from '../files/FileMessage.tsx';
import { GroupScope } from '../groups/GroupScope.tsx';
import { ConversationContext, useNames } from '../talk/useNames.ts';
import { NextNote } from './NextNote.tsx';
import styles from './Player.module.css';
import { useMediaKeys } from './useMediaKeys.ts';

/** What goes on playing wherever one is in the window: whose it is, the way to it, and all there is to do with it. */
export function PlayerBar(): ReactNode {
  const track = useSyncExternalStore(stage.subscribe, () => stage.get().track);
  const place = useMemo(() => (track === null ? null : placeOf(track)), [track]);
  return place === null ? null : <Said {...place} />;
}

interface Place {
  readonly space: SpaceId;
  readonly message: EventId;
}

function placeOf({ chat, message }: Track): Place | null {
  const [space, id] = [spaceId(chat), eventId(message)];
  return space.ok && id.ok ? { space: space.value, message: id.value } : null;
}

/** Finds what was said. Where it is not here any more, recalled or at its end, nothing of it is heard any more. */
function Said({ space, message }: Place): ReactNode {
  const workspace = useWorkspace();
  const chat = useSteadyQuery(useMemo(() => workspace.conversation(space), [workspace, space]));
  const found = useSteadyQuery(useMemo(() => workspace.message(space, message), [workspace, space, message]));
  const isGone = (found.status === 'ready' && found.value?.body.kind !== 'file') || found.status === 'failed';
  useEffect(() => {
    if (isGone) stage.close();
  }, [isGone]);
  if (chat.status !== 'ready' || chat.value === null) return null;
  if (found.status !== 'ready' || found.value?.body.kind !== 'file') return null;
  return (
    <ConversationContext value={chat.value}>
      <GroupScope conversation={chat.value}>
        <Bar chat={chat.value} message={found.value} body={found.value.body} />
      </GroupScope>
    </ConversationContext>
  );
}

interface BarProps {
  readonly chat: Conversation;
  readonly message: FoundMessage;
  readonly body: FileBody;
}

function Bar({ chat, message, body }: BarProps): ReactNode {
  const t = useT();
  const { player: texts } = useVoiceTexts();
  const playing = useSnapshot(stage);
  const titles = useTitles({ chat, message, body });
  useMediaKeys(titles.told, playing);
  const { url, isPlaying, position, isOver } = playing;
  const duration = lengthOf(body, playing.duration);
  return (
    <section className={styles['bar']} aria-label={t('player.label')} hidden={isOver} data-pane="player">
      <IconButton
        label={isPlaying ? texts.pause : texts.play}
        icon={isPlaying ? <Pause aria-hidden /> : <Play aria-hidden />}
        onClick={() => url !== null && stage.toggle(url, playing.track)}
      />
      <a className={styles['what']} href={`#/chats/${chat.space}/${message.id}`} data-tooltip={t('viewer.show')}>
        <PersonName isLine>{titles.who}</PersonName>
        <span className={styles['kind']}>
          <PersonName isLine>{titles.what}</PersonName>
        </span>
      </a>
      <Slider
        className={styles['track'] ?? ''}
        duration={duration}
        position={Math.min(duration, position)}
        texts={texts}
        onGo={url === null ? null : (to) => stage.seek(url, to)}
      >
        <span className={styles['line']}>
          <span style={{ inlineSize: `${duration === 0 ? 0 : Math.min(100, (position / duration) * 100)}%` }} />
        </span>
      </Slider>
      <span className={styles['time']}>{texts.place(Math.min(duration, position), duration)}</span>
      <Speeds texts={texts} playing={playing} />
      <IconButton label={t('player.close')} icon={<X aria-hidden />} onClick={stage.close} />
      <NextNote space={chat.space} message={message} isOver={isOver} />
    </section>
  );
}

/** Who and what, for the bar, and for the system as far as a notification may say it. */
function useTitles({ chat, message, body }: BarProps) {
  const t = useT();
  const workspace = useWorkspace();
  const nameOf = useNames();
  const settings = useQueryValue(
    useMemo(() => workspace.settings(), [workspace]),
    defaultSettings,
  );
  const who = nameOf(message.author);
  const isNote = body.media?.kind === 'voice';
  const sound = isNote ? t('voice.label') : cleanFileName(body.file.name);
  const what = chat.kind === 'group' ? t('player.in', { what: isolate(sound), chat: isolate(chat.name) }) : sound;
  const told = {
    all: { title: sound, artist: who },
    name: { title: t(isNote ? 'voice.label' : 'player.label'), artist: who },
    nothing: { title: t('player.label'), artist: '' },
  };
  // Who looks at the system's panel may be somebody else: as with notifications, a locked screen is not told apart.
  return { who, what, told: told[shownContent(settings.noticeContent, null)] };
}

/** As its sender said, for a voice note; else as the browser says. */
function lengthOf({ media }: FileBody, known: number | null): number {
  return media?.kind === 'voice' ? media.duration : (known ?? 0);
}

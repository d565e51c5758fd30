import { ChevronLeft, ChevronRight, Pause, Play, Trash2, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import type { AccountId, EventId } from '@shared/ids.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, PersonName, useT } from '@i18n/useT.tsx';
import type { MomentView, StoryShelf } from '@services/workspace/momentsWorkspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { chordOf } from '@ui/keys/chord.ts';
import { viewerKeys } from '@ui/keys/pictureKeys.ts';
import { useLeaving } from '../post/LeavingScope.tsx';
import { UNDO_TIME } from '@services/undo/leavingDesk.ts';
import { Face } from '../room/Face.tsx';
import { StoryContent } from './StoryContent.tsx';
import { StoryFoot } from './StoryFoot.tsx';
import { useDialogMark } from '@ui/overlays/useDialogMark.ts';
import styles from './Viewer.module.css';
import { type StoryWalk, useStoryWalk } from './useStoryWalk.ts';

export interface StoryViewerProps {
  readonly shelves: readonly StoryShelf[];
  /** Whose stories are looked at first. */
  readonly start: AccountId;
  readonly onClose: () => void;
}

/** Stories over the whole window, one after another. Arrows go on, space stands still, Esc leaves. */
export function StoryViewer({ shelves, start, onClose }: StoryViewerProps): ReactNode {
  useDialogMark();
  const t = useT();
  const walk = useStoryWalk(shelves, start, onClose);
  if (walk === null) return null;
  return (
    <ModalOverlay
      isOpen
      isDismissable
      className={styles['overlay'] ?? ''}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Modal className={styles['modal'] ?? ''}>
        <Dialog
          className={styles['viewer'] ?? ''}
          aria-label={t('moments.story.of', { name: isolate(walk.story.person.name) })}
        >
          <Shown walk={walk} onClose={onClose} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** How long a story that does not play itself is shown, s. */
const SHOWN_FOR = 6;

/** Whoever wants less to move turns the stories themselves. */
function movesLess(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

function Shown({ walk, onClose }: { readonly walk: StoryWalk; readonly onClose: () => void }): ReactNode {
  const t = useT();
  const { story, go } = walk;
  const [isPaused, setPaused] = useState(movesLess);
  const [isHeld, setHeld] = useState(false);
  const [isLooking, setLooking] = useState(false);
  const [film, setFilm] = useState<{ readonly story: EventId; readonly seconds: number } | null>(null);
  const runs = !isPaused && !isHeld && !isLooking && story.body !== null;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const chord = chordOf(event);
    if (chord === viewerKeys.pause && !(event.target instanceof HTMLButtonElement)) {
      event.preventDefault();
      setPaused(!isPaused);
    }
    if (chord !== viewerKeys.backward && chord !== viewerKeys.onward) return;
    event.preventDefault();
    const isTurned = getComputedStyle(event.currentTarget).direction === 'rtl';
    const isBack = chord === (isTurned ? viewerKeys.onward : viewerKeys.backward);
    go(isBack ? -1 : 1);
  };
  return (
    <div
      className={styles['inside']}
      role="presentation"
      onKeyDown={onKeyDown}
      onPointerDown={() => setHeld(true)}
      onPointerUp={() => setHeld(false)}
      onPointerCancel={() => setHeld(false)}
      onPointerLeave={() => setHeld(false)}
    >
      <Bars walk={walk} runs={runs} seconds={film?.story === story.id ? film.seconds : SHOWN_FOR} />
      <Head story={story} isPaused={isPaused} onPause={() => setPaused(!isPaused)} onClose={onClose} />
      <StoryContent
        key={story.id}
        story={story}
        runs={runs}
        onLength={(seconds) => setFilm({ story: story.id, seconds })}
      />
      <StoryFoot story={story} isOpen={isLooking} onOpen={setLooking} />
      <IconButton
        directional
        className={styles['previous'] ?? ''}
        label={t('moments.story.previous')}
        icon={<ChevronLeft aria-hidden />}
        onClick={() => go(-1)}
      />
      <IconButton
        directional
        className={styles['next'] ?? ''}
        label={t('moments.story.next')}
        icon={<ChevronRight aria-hidden />}
        onClick={() => go(1)}
      />
    </div>
  );
}

interface BarsProps {
  readonly walk: StoryWalk;
  readonly runs: boolean;
  /** How long it is shown. */
  readonly seconds: number;
}

/** How far one has come: a bar for each story of the person; the one that fills goes on when it is full. */
function Bars({ walk, runs, seconds }: BarsProps): ReactNode {
  const t = useT();
  const { story, places, go } = walk;
  const at = places.findIndex((place) => place.story === story.id);
  return (
    <div
      className={styles['bars']}
      role="img"
      aria-label={t('moments.story.place', { place: at + 1, count: places.length })}
    >
      {places.map((place, index) => (
        <span key={place.story} className={styles['bar']} data-full={index < at || undefined}>
          {index === at && (
            <span
              data-fills
              style={{ animationDuration: `${seconds}s`, animationPlayState: runs ? 'running' : 'paused' }}
              onAnimationEnd={() => go(1)}
            />
          )}
        </span>
      ))}
    </div>
  );
}

interface HeadProps {
  readonly story: MomentView;
  readonly isPaused: boolean;
  readonly onPause: () => void;
  readonly onClose: () => void;
}

function Head({ story, isPaused, onPause, onClose }: HeadProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const now = useNow();
  return (
    <header className={styles['head']}>
      <Face person={story.person} size="small" />
      <span className={styles['who']}>
        <PersonName isLine>{story.person.own ? t('moments.story.own') : story.person.name}</PersonName>
        <time dateTime={new Date(story.at).toISOString()}>{formats.ago(story.at, now)}</time>
      </span>
      <IconButton
        autoFocus
        label={isPaused ? t('moments.story.play') : t('moments.story.pause')}
        icon={isPaused ? <Play aria-hidden /> : <Pause aria-hidden />}
        onClick={onPause}
      />
      {story.person.own && <Remove story={story} />}
      <IconButton label={t('common.close')} icon={<X aria-hidden />} onClick={onClose} />
    </header>
  );
}

function Remove({ story }: { readonly story: MomentView }): ReactNode {
  const t = useT();
  const toast = useToast();
  const { leave, takeBack } = useLeaving();
  const remove = () => {
    leave(story.id);
    toast({
      text: t('moments.story.deleted'),
      duration: UNDO_TIME,
      action: { label: t('common.undo'), onAction: () => takeBack(story.id) },
    });
  };
  return <IconButton label={t('moments.story.delete')} icon={<Trash2 aria-hidden />} onClick={remove} />;
}

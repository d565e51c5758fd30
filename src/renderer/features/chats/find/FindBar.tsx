import { ChevronDown, ChevronUp, Globe, List, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { navigate } from 'wouter/use-hash-location';
import type { EventId } from '@shared/ids.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { Found } from '@services/workspace/discoverWorkspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { SearchField } from '@ui/controls/SearchField.tsx';
import { chordOf } from '@ui/keys/chord.ts';
import { chordLabel } from '@ui/keys/chordLabel.ts';
import { findKeys } from '@ui/keys/findKeys.ts';
import { useTalk } from '../talk/talkContext.ts';
import { FindFilters } from './FindFilters.tsx';
import { FindIndexLine } from './FindIndexLine.tsx';
import { FindList } from './FindList.tsx';
import { FindPlace } from './FindPlace.tsx';
import { type FindAsking, NOTHING_ASKED } from './findAsking.ts';
import type { FindTalk } from './findTalk.ts';
import { stepFrom } from './seeking.ts';
import { FIND_BOX } from './useFindKey.ts';
import { type RunningFind, useTalkSearch } from './useTalkSearch.ts';
import styles from './Find.module.css';

/** Nothing is looked for. */
const IDLE = {
  state: { found: [], isForgiving: false },
  asking: NOTHING_ASKED,
  search: null,
} as const;

/** Whether the list is wanted: kept for as long as the window is open. */
const listMemory = { isWanted: true };

/** Looks for something in the open talk: what, among which, how many there are, and from one to the next. */
export function FindBar({ conversation }: { readonly conversation: FindTalk }): ReactNode {
  const t = useT();
  const [asking, setAsking] = useState(NOTHING_ASKED);
  const running = useTalkSearch(conversation.space, asking);
  const { found, current, choose, step } = useChoice(running, asking);
  const { leave, box } = useComingAndGoing();
  const [hasList, setHasList] = useState(listMemory.isWanted);
  const turnList = () => {
    listMemory.isWanted = !hasList;
    setHasList(!hasList);
  };
  const onKeyDown = keysOfBar({ step, leave });
  return (
    <section
      className={styles['bar']}
      aria-label={t('find.label', { name: isolate(conversation.name) })}
      {...{ [FIND_BOX]: '' }}
    >
      <div className={styles['line']}>
        <div role="presentation" className={styles['box']} onKeyDownCapture={onKeyDown}>
          <SearchField
            ref={box}
            label={t('find.box')}
            clearLabel={t('common.clear')}
            value={asking.text}
            onChange={(text) => setAsking({ ...asking, text })}
          />
        </div>
        <FindPlace running={running} current={current} />
        <IconButton
          label={t('find.older')}
          shortcut={chordLabel(findKeys.older)}
          icon={<ChevronUp aria-hidden />}
          disabled={found.length === 0}
          onClick={() => step(1)}
        />
        <IconButton
          label={t('find.newer')}
          shortcut={chordLabel(findKeys.newer)}
          icon={<ChevronDown aria-hidden />}
          disabled={found.length === 0}
          onClick={() => step(-1)}
        />
        <IconButton label={t('find.asList')} icon={<List aria-hidden />} aria-pressed={hasList} onClick={turnList} />
        <IconButton
          label={t('find.leave')}
          icon={<X aria-hidden />}
          shortcut={chordLabel(findKeys.leave)}
          onClick={leave}
        />
      </div>
      <div className={styles['filters']}>
        <FindFilters conversation={conversation} asking={asking} onChange={setAsking} />
        <Everywhere asking={asking} />
      </div>
      <FindIndexLine />
      {hasList && found.length > 0 && (
        <FindList found={found} current={current} onChoose={choose} onKeyDown={onKeyDown} />
      )}
    </section>
  );
}

/** On to the search of everything, with the same words. */
function Everywhere({ asking }: { readonly asking: FindAsking }): ReactNode {
  const t = useT();
  const words = encodeURIComponent(asking.text);
  return (
    <button
      type="button"
      className={styles['everywhere']}
      onClick={() => navigate(words === '' ? '/discover/search' : `/discover/search/${words}`)}
    >
      <Globe aria-hidden />
      {t('find.everywhere')}
    </button>
  );
}

interface Choice {
  readonly found: readonly Found[];
  /** The newest until another was gone to. */
  readonly current: EventId | null;
  readonly choose: (event: EventId) => void;
  readonly step: (step: 1 | -1) => void;
}

/** Which of what was found is shown in its place; the talk is told. */
function useChoice(running: RunningFind | null, asking: FindAsking): Choice {
  const talk = useTalk();
  const [chosen, setChosen] = useState<{ readonly event: EventId; readonly of: FindAsking } | null>(null);
  const { state, asking: of, search } = running ?? IDLE;
  const { found, isForgiving } = state;
  const isThere = chosen?.of === asking && found.some(({ event }) => event === chosen.event);
  const current = isThere ? chosen.event : (found[0]?.event ?? null);
  const choose = useCallback((event: EventId) => setChosen({ event, of: asking }), [asking]);
  const words = of.text;
  useEffect(() => {
    talk.seek({ words, found, isForgiving, current, renew: () => search?.renew() });
  }, [talk, words, found, isForgiving, current, search]);
  const step = (by: 1 | -1) => {
    const next = stepFrom(found, current, by);
    if (next !== null) choose(next);
  };
  return { found, current, choose, step };
}

/** The box has the focus from when it comes; when it goes, what had it before has it again. */
function useComingAndGoing() {
  const talk = useTalk();
  const box = useRef<HTMLInputElement>(null);
  const [before] = useState(() => document.activeElement);
  useLayoutEffect(() => box.current?.focus(), []);
  const leave = () => {
    const pane = box.current?.closest('[data-pane]');
    talk.seek(null);
    const isKept = before instanceof HTMLElement && before !== document.body && before.isConnected;
    const target = isKept ? before : pane?.querySelector<HTMLElement>('[data-pane-focus]');
    target?.focus({ preventScroll: true });
  };
  return { box, leave };
}

/** Up, and on with Enter, is towards what is older, as in the talk. */
function keysOfBar({ step, leave }: { readonly step: Choice['step']; readonly leave: () => void }) {
  return (event: KeyboardEvent) => {
    const { nativeEvent, target } = event;
    if (nativeEvent.isComposing) return;
    const isInBox = target instanceof HTMLInputElement;
    const acts: Readonly<Record<string, (() => void) | false>> = {
      [findKeys.leave]: leave,
      [findKeys.older]: () => step(1),
      [findKeys.newer]: () => step(-1),
      // On a row Enter is a press of it.
      [findKeys.onward]: isInBox && (() => step(1)),
      [findKeys.back]: isInBox && (() => step(-1)),
    };
    const act = acts[chordOf(event)];
    if (act === undefined || act === false) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
}

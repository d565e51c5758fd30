import { ExternalLink, Info, Maximize2, MessageCircle, Minimize2, Minus, RotateCw, Star, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { EventId } from '@shared/ids.ts';
import { isolate, PersonName, useT } from '@i18n/useT.tsx';
import type { Program, ProgramSession } from '@services/workspace/programWorkspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { ProgramIcon } from '@ui/display/ProgramIcon.tsx';
import { MenuButton } from '@ui/overlays/MenuButton.tsx';
import type { MenuEntry } from '@ui/overlays/useMenu.tsx';
import { useDesk, useDeskState } from '../desk/deskContext.ts';
import { useChats, usePrograms } from '../usePrograms.ts';
import { useReport } from '../useReport.ts';
import { ProgramInfo } from './ProgramInfo.tsx';
import styles from './ProgramPane.module.css';

export interface ProgramBarProps {
  readonly instance: EventId;
  readonly program: Program | null;
  readonly session: ProgramSession | null;
  readonly isWindow: boolean;
  readonly onOpenChat: (space: string) => void;
}

/** Who is shown and what can be done with it. The app draws it: a program can neither reach nor cover it. */
export function ProgramBar(props: ProgramBarProps): ReactNode {
  const { instance, program, session, isWindow } = props;
  const t = useT();
  const desk = useDesk();
  const [isInfoOpen, setInfoOpen] = useState(false);
  const items = useMenuItems(props, () => setInfoOpen(true));
  const name = program?.name ?? '…';
  return (
    <header className={styles['bar']}>
      {session !== null && <EnterButton name={name} session={session} />}
      <Title program={program} isWindow={isWindow} />
      <IconButton
        label={t('programs.reload')}
        icon={<RotateCw aria-hidden />}
        disabled={session === null}
        onClick={() => session?.view.reload()}
      />
      {!isWindow && <PlaceButtons />}
      <MenuButton label={t('programs.menu', { name: isolate(name) })} items={items} />
      <IconButton label={t('programs.close')} icon={<X aria-hidden />} onClick={() => desk.close(instance)} />
      {program !== null && <ProgramInfo program={program} isOpen={isInfoOpen} onClose={() => setInfoOpen(false)} />}
    </header>
  );
}

/** The way into the program for the keyboard: its page lies elsewhere in the document. */
function EnterButton(props: { readonly name: string; readonly session: ProgramSession }): ReactNode {
  const t = useT();
  return (
    <button type="button" className={styles['enter']} onClick={() => props.session.view.focus()} data-pane-focus="">
      {t('programs.enter', { name: isolate(props.name) })}
    </button>
  );
}

/** In a window of its own, where no chat is beside it, whose it is stands below its name. */
function Title({ program, isWindow }: Pick<ProgramBarProps, 'program' | 'isWindow'>): ReactNode {
  const name = program?.name ?? '…';
  const chat = useChatName(program);
  const below = isWindow ? chat : (program?.document ?? null);
  return (
    <>
      <ProgramIcon name={name} picture={program?.icon ?? null} size="small" />
      <div className={styles['title']}>
        <h1>
          <PersonName isLine>{name}</PersonName>
        </h1>
        {below !== null && <PersonName isLine>{below}</PersonName>}
      </div>
    </>
  );
}

function useChatName(program: Program | null): string | null {
  return useChats().find(({ space }) => space === program?.space)?.name ?? null;
}

/** Where the pane is, and whether it is seen. */
function PlaceButtons(): ReactNode {
  const t = useT();
  const desk = useDesk();
  const isFull = useDeskState().mode === 'full';
  return (
    <>
      <IconButton
        label={t(isFull ? 'programs.beside' : 'programs.full')}
        icon={isFull ? <Minimize2 aria-hidden /> : <Maximize2 aria-hidden />}
        onClick={() => desk.setMode(isFull ? 'beside' : 'full')}
      />
      <IconButton label={t('programs.hide')} icon={<Minus aria-hidden />} onClick={() => desk.hide()} />
    </>
  );
}

function useMenuItems({ program, isWindow, onOpenChat }: ProgramBarProps, openInfo: () => void): readonly MenuEntry[] {
  const t = useT();
  const desk = useDesk();
  const programs = usePrograms();
  const report = useReport();
  if (program === null) return [];
  const { instance, favourite, space } = program;
  const items: MenuEntry[] = [
    { id: 'info', label: t('programs.info'), icon: <Info aria-hidden />, onAction: openInfo },
    {
      id: 'favourite',
      label: t(favourite ? 'programs.favourite.remove' : 'programs.favourite.add'),
      icon: <Star aria-hidden />,
      onAction: () => void report(programs.setFavourite(instance, !favourite)),
    },
  ];
  items.push({
    id: 'chat',
    label: t(isWindow ? 'programs.toBeside' : 'programs.toChat'),
    icon: <MessageCircle aria-hidden />,
    onAction: () => {
      desk.setMode('beside');
      onOpenChat(space);
    },
  });
  if (isWindow) return items;
  items.push({
    id: 'window',
    label: t('programs.window'),
    icon: <ExternalLink aria-hidden />,
    // It ends here when it begins there (PRG-20).
    onAction: () => void report(programs.openWindow(instance)),
  });
  return items;
}

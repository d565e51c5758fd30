import { Archive, BellOff, Folder, Flag, Image, Images, Info, Pin, Timer, UserRound } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { navigate } from 'wouter/use-hash-location';
import { FOREVER, isMuted, notifyChoices } from '@domain/preference/preferences.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Conversation } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { Select } from '@ui/controls/Select.tsx';
import { Switch } from '@ui/controls/Switch.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { Plain, Row, Section } from '@ui/layout/Panel.tsx';
import { ExportRow } from '../exporting/ExportRow.tsx';
import { ChooseFoldersDialog } from '../keeping/ChooseFoldersDialog.tsx';
import { MuteDialog } from '../keeping/MuteDialog.tsx';
import { ReportDialog } from '../keeping/ReportDialog.tsx';
import { useChoose, useTold } from '../keeping/useChoose.ts';
import { WallpaperDialog } from '../wallpaper/WallpaperDialog.tsx';
import styles from './Details.module.css';
import { TimerRow } from './TimerRow.tsx';

export interface ChatSettingsProps {
  readonly conversation: Conversation;
}

/** What a chat can be set to. All of it is of this device, but for how long words last. */
export function ChatSettings({ conversation }: ChatSettingsProps): ReactNode {
  const t = useT();
  return (
    <div className={styles['scroll']}>
      <div className={styles['column']}>
        <Section>
          <LinkRow conversation={conversation} />
          <Row icon={<Images aria-hidden />} title={t('keeping.gallery')} text={t('keeping.gallery.text')}>
            <Button
              aria-label={t('keeping.openOf', { name: t('keeping.gallery') })}
              onClick={() => navigate(`/chats/${conversation.space}/media`)}
            >
              {t('keeping.open')}
            </Button>
          </Row>
          <ExportRow conversation={conversation} />
        </Section>
        <Telling conversation={conversation} />
        <Order conversation={conversation} />
        <Section title={t('keeping.look')}>
          <WallpaperRow conversation={conversation} />
        </Section>
        <Section title={t('keeping.timer')} description={t('keeping.timer.text')}>
          <TimerRow conversation={conversation} icon={<Timer aria-hidden />} />
        </Section>
        {conversation.kind === 'direct' && (
          <Section>
            <ReportRow conversation={conversation} />
          </Section>
        )}
      </div>
    </div>
  );
}

/** To the page of the person or the group behind it. */
function LinkRow({ conversation }: ChatSettingsProps): ReactNode {
  const t = useT();
  const isGroup = conversation.kind === 'group';
  const address = isGroup ? `/chats/${conversation.space}/about` : `/contacts/${conversation.account}`;
  const title = t(isGroup ? 'groups.header.show' : 'chats.header.showContact');
  return (
    <Row icon={isGroup ? <Info aria-hidden /> : <UserRound aria-hidden />} title={title}>
      <Button aria-label={t('keeping.openOf', { name: title })} onClick={() => navigate(address)}>
        {t('keeping.open')}
      </Button>
    </Row>
  );
}

/** Of what of it one is told. */
function Telling({ conversation }: ChatSettingsProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const now = useNow();
  const choose = useChoose(conversation.space);
  const [isAsking, setAsking] = useState(false);
  const { preferences } = conversation;
  const isSilent = isMuted(preferences, now);
  const until =
    preferences.mutedUntil === FOREVER
      ? t('keeping.mute.forGood')
      : t('keeping.mute.until', { when: formats.moment(preferences.mutedUntil) });
  return (
    <Section title={t('keeping.telling')}>
      <Row
        icon={<BellOff aria-hidden />}
        title={t('keeping.mute.menu')}
        text={isSilent ? until : t('keeping.mute.text')}
      >
        {isSilent ? (
          <Button onClick={() => void choose({ mutedUntil: 0 })}>{t('keeping.unmute')}</Button>
        ) : (
          <Button onClick={() => setAsking(true)}>{t('keeping.mute')}</Button>
        )}
      </Row>
      <Plain>
        <Select
          label={t('keeping.notify')}
          value={preferences.notify}
          options={notifyChoices.map((value) => ({ value, label: t(`keeping.notify.${value}`) }))}
          onChange={(notify) => void choose({ notify })}
        />
      </Plain>
      {isAsking && <MuteDialog conversation={conversation} onClose={() => setAsking(false)} />}
    </Section>
  );
}

/** Where in the list it stands. */
function Order({ conversation }: ChatSettingsProps): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const told = useTold();
  const choose = useChoose(conversation.space);
  const [isAsking, setAsking] = useState(false);
  const all = useQueryValue(
    useMemo(() => workspace.conversations(), [workspace]),
    [],
  );
  const { space, preferences } = conversation;
  const pin = (isPinned: boolean) => {
    const others = pinnedOf(all).filter((one) => one !== space);
    void told(() => workspace.pinChats(isPinned ? [space, ...others] : others));
  };
  return (
    <Section title={t('keeping.order')}>
      <Plain>
        <Switch
          label={
            <>
              <Pin aria-hidden className={styles['inline']} /> {t('keeping.pinned')}
            </>
          }
          description={t('keeping.pin.text')}
          checked={preferences.pinned !== null}
          onChange={pin}
        />
      </Plain>
      <Plain>
        <Switch
          label={
            <>
              <Archive aria-hidden className={styles['inline']} /> {t('keeping.archived')}
            </>
          }
          description={t('keeping.archive.text')}
          checked={preferences.archived}
          onChange={(archived) => void choose({ archived })}
        />
      </Plain>
      <Row icon={<Folder aria-hidden />} title={t('keeping.folders')} text={t('keeping.folders.text')}>
        <Button onClick={() => setAsking(true)}>{t('keeping.folders.choose')}</Button>
      </Row>
      {isAsking && <ChooseFoldersDialog conversation={conversation} onClose={() => setAsking(false)} />}
    </Section>
  );
}

function pinnedOf(conversations: readonly Conversation[]): readonly Conversation['space'][] {
  return conversations
    .filter(({ preferences }) => preferences.pinned !== null)
    .toSorted((one, other) => (one.preferences.pinned ?? 0) - (other.preferences.pinned ?? 0))
    .map(({ space }) => space);
}

function WallpaperRow({ conversation }: ChatSettingsProps): ReactNode {
  const t = useT();
  const choose = useChoose(conversation.space);
  const [isAsking, setAsking] = useState(false);
  const { wallpaper } = conversation.preferences;
  return (
    <Row
      icon={<Image aria-hidden />}
      title={t('keeping.wallpaper')}
      text={t(wallpaper === null ? 'keeping.wallpaper.asAll' : 'keeping.wallpaper.own')}
    >
      {wallpaper !== null && (
        <Button onClick={() => void choose({ wallpaper: null })}>{t('keeping.wallpaper.useAll')}</Button>
      )}
      <Button onClick={() => setAsking(true)}>{t('keeping.wallpaper.choose')}</Button>
      {isAsking && (
        <WallpaperDialog
          wallpaper={wallpaper}
          onChoose={(chosen) => choose({ wallpaper: chosen })}
          onClose={() => setAsking(false)}
        />
      )}
    </Row>
  );
}

function ReportRow({ conversation }: ChatSettingsProps): ReactNode {
  const t = useT();
  const [isAsking, setAsking] = useState(false);
  return (
    <Row icon={<Flag aria-hidden />} title={t('keeping.report')} text={t('keeping.report.text')}>
      <Button onClick={() => setAsking(true)}>{t('keeping.report.write')}</Button>
      {isAsking && (
        <ReportDialog
          account={conversation.account}
          name={conversation.name}
          message={null}
          onClose={() => setAsking(false)}
        />
      )}
    </Row>
  );
}

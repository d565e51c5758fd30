import { KeyRound, UserPlus } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, PersonName, useT } from '@i18n/useT.tsx';
import type { ChannelEditor, ChannelView } from '@services/workspace/channelWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { Plain, Row, Section } from '@ui/layout/Panel.tsx';
import { MenuButton } from '@ui/overlays/MenuButton.tsx';
import { useChannels } from '../useChannels.ts';
import { AdmitDialog } from './AdmitDialog.tsx';
import { HandOverDialog, RemoveEditorDialog } from './editorDialogs.tsx';

interface Asked {
  readonly act: 'remove' | 'hand-over';
  readonly editor: ChannelEditor;
}

/** Who writes for a channel. Only its owner decides that. */
export function EditorsSection({ channel }: { readonly channel: ChannelView }): ReactNode {
  const t = useT();
  const channels = useChannels();
  const editors = useQueryValue(
    useMemo(() => channels.editors(channel.id), [channels, channel.id]),
    [],
  );
  const [asked, setAsked] = useState<Asked | null>(null);
  const [isAdmitting, setAdmitting] = useState(false);
  const isOwner = channel.role === 'owner';
  const done = () => setAsked(null);
  return (
    <Section
      title={t('channels.editors')}
      description={t(isOwner ? 'channels.editors.text' : 'channels.editors.notOwner')}
    >
      {editors.map((editor) => (
        <EditorRow key={editor.pen} editor={editor} isOwner={isOwner} onAsk={setAsked} />
      ))}
      {isOwner && (
        <Plain>
          <Button icon={<UserPlus aria-hidden />} onClick={() => setAdmitting(true)}>
            {t('channels.editors.admit')}
          </Button>
        </Plain>
      )}
      {isAdmitting && <AdmitDialog channel={channel} onClose={() => setAdmitting(false)} />}
      {asked?.act === 'remove' && <RemoveEditorDialog channel={channel} editor={asked.editor} onClose={done} />}
      {asked?.act === 'hand-over' && <HandOverDialog channel={channel} editor={asked.editor} onClose={done} />}
    </Section>
  );
}

interface EditorRowProps {
  readonly editor: ChannelEditor;
  readonly isOwner: boolean;
  readonly onAsk: (asked: Asked) => void;
}

function EditorRow({ editor, isOwner, onAsk }: EditorRowProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { role, own, since } = editor;
  // The owner's devices write without a name.
  const unnamed = t(isOwner ? 'channels.editors.device.own' : 'channels.editors.device');
  const name = editor.name === '' ? unnamed : editor.name;
  return (
    <Row
      icon={<KeyRound aria-hidden />}
      title={own ? t('channels.editors.you') : <PersonName>{name}</PersonName>}
      text={t('channels.editors.since', { role: t(`channels.role.${role}`), date: formats.date(since) })}
    >
      {isOwner && !own && role !== 'owner' && (
        <MenuButton
          label={t('channels.editors.menu', { name: isolate(name) })}
          items={[
            {
              id: 'hand-over',
              label: t('channels.handOver'),
              onAction: () => onAsk({ act: 'hand-over', editor }),
            },
            {
              id: 'remove',
              label: t('channels.editors.remove'),
              isDanger: true,
              onAction: () => onAsk({ act: 'remove', editor }),
            },
          ]}
        />
      )}
    </Row>
  );
}

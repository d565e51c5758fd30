import { Check, Mic, SendHorizontal } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, type RefObject, Suspense, useLayoutEffect, useId, useRef } from 'react';
import { MAX_MESSAGE_LENGTH } from '@domain/chat/message.ts';
import type { Format } from '@domain/markup/format.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { Conversation } from '@services/workspace/workspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { writingKeys } from '@ui/keys/chatKeys.ts';
import { chordOf } from '@ui/keys/chord.ts';
import { lazy } from '@ui/loading/lazy.ts';
import { AttachButton } from '../files/Attachments.tsx';
import { useTakeReply, useWritingBar } from '../reply/useWritingBar.tsx';
import { ScheduledBar } from '../schedule/ScheduledBar.tsx';
import { WalletButton } from '../wallet/WalletButton.tsx';
import styles from './Composer.module.css';
import { EmojiButton } from './EmojiButton.tsx';
import { useTellTyping } from '../typing/useTellTyping.ts';
import { formatField, insertAtCaret } from './fieldEdit.ts';
import { formatOfKeys } from './formatKeys.ts';
import { type Composing, useComposing } from './useComposing.tsx';
import { type Draft, useDraft } from './useDraft.ts';
import { useSelectedWords } from './useSelectedWords.ts';
import { useVoiceNote } from './useVoiceNote.ts';

const FormatBar = lazy(() => import('./FormatBar.tsx').then((module) => ({ default: module.FormatBar })));
const VoiceNoteBar = lazy(() => import('./VoiceNoteBar.tsx').then((module) => ({ default: module.VoiceNoteBar })));

/** The count is shown from here on. */
const NEAR_LIMIT = MAX_MESSAGE_LENGTH - 500;

export interface ComposerProps {
  readonly conversation: Conversation;
  /** Something was sent. */
  readonly onSend: () => void;
}

/** Where one writes, or speaks; above it what is answered. */
export function Composer({ conversation, onSend }: ComposerProps): ReactNode {
  const draft = useDraft(conversation);
  useTellTyping(conversation.space, draft.text);
  const voice = useVoiceNote({ conversation, takeExtras: useTakeReply(), onSend });
  const { bar } = useWritingBar();
  const isSpeaking = voice.state.step !== 'idle' && voice.state.step !== 'failed';
  return (
    <>
      <ScheduledBar space={conversation.space} />
      {bar}
      {isSpeaking ? (
        <div className={styles['speaking']}>
          <Suspense fallback={null}>
            <VoiceNoteBar voice={voice} />
          </Suspense>
        </div>
      ) : (
        <WritingForm
          conversation={conversation}
          draft={draft}
          onSend={onSend}
          onRecord={() => void voice.desk.start()}
        />
      )}
    </>
  );
}

interface WritingFormProps extends ComposerProps {
  readonly draft: Draft;
  readonly onRecord: () => void;
}

/** Enter sends, Shift+Enter makes a new line. */
function WritingForm({ conversation, draft, onSend, onRecord }: WritingFormProps): ReactNode {
  const t = useT();
  const id = useId();
  const input = useRef<HTMLTextAreaElement>(null);
  const selected = useSelectedWords();
  const composing = useComposing({ conversation, draft, input, onSend });
  const { text, isEditing, submit, onCaret } = composing;

  useFirstFocus(input);

  const format = (wanted: Format) => input.current !== null && formatField(input.current, wanted);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (composing.onKeyDown(event)) return;
    // While an input method is open Enter chooses a word.
    if (chordOf(event) === writingKeys.send && !event.nativeEvent.isComposing) {
      event.preventDefault();
      submit();
    }
    const wanted = formatOfKeys(event);
    if (wanted === null) return;
    event.preventDefault();
    format(wanted);
  };
  // Where the panel was, its focus is given back first.
  const insert = (emoji: string) => {
    requestAnimationFrame(() => input.current !== null && insertAtCaret(input.current, emoji));
  };
  return (
    <>
      {composing.preview}
      <form
        className={styles['composer']}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {composing.names}
        <AttachButton />
        <WalletButton conversation={conversation} />
        <EmojiButton conversation={conversation} onEmoji={insert} onSent={onSend} />
        {selected.isAny && (
          <Suspense fallback={null}>
            <FormatBar onFormat={format} />
          </Suspense>
        )}
        <textarea
          ref={input}
          className={styles['input']}
          dir={text === '' ? undefined : 'auto'}
          rows={1}
          aria-label={
            isEditing ? t('messages.edit.label') : t('chats.composer.label', { name: isolate(conversation.name) })
          }
          {...composing.attributes}
          aria-describedby={`${id}limit`}
          aria-invalid={text.length > MAX_MESSAGE_LENGTH || undefined}
          placeholder={t('chats.composer.placeholder')}
          data-pane-focus=""
          value={text}
          onChange={(event) => {
            composing.setText(event.target.value);
            onCaret(event);
          }}
          onSelect={(event) => {
            selected.onSelect(event);
            onCaret(event);
          }}
          onBlur={(event) => {
            draft.save();
            selected.onBlur(event);
          }}
          onKeyDown={onKeyDown}
        />
        <Ends composing={composing} onRecord={onRecord} />
        <LengthNote id={`${id}limit`} length={text.length} />
      </form>
    </>
  );
}

/** Takes the focus where it opens: before what is gone to in the log, drawn together with it, takes it in an effect. */
function useFirstFocus(input: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => input.current?.focus(), [input]);
}

interface EndsProps {
  readonly composing: Composing;
  readonly onRecord: () => void;
}

/** Speaking, while nothing is written, and sending, or keeping what was edited. */
function Ends({ composing, onRecord }: EndsProps): ReactNode {
  const t = useT();
  const { text, isEditing, canSend, later } = composing;
  const canSpeak = text.trim() === '' && !isEditing;
  return (
    <span className={styles['ends']}>
      {canSpeak && <IconButton label={t('voice.record')} icon={<Mic aria-hidden />} onClick={onRecord} />}
      <IconButton
        type="submit"
        className={styles['send'] ?? ''}
        label={t(isEditing ? 'messages.edit.save' : 'chats.composer.send')}
        icon={isEditing ? <Check aria-hidden /> : <SendHorizontal aria-hidden />}
        directional={!isEditing}
        disabled={!canSend}
        onContextMenu={later.onContextMenu}
      />
      {later.overlays}
    </span>
  );
}

function LengthNote({ id, length }: { readonly id: string; readonly length: number }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const left = MAX_MESSAGE_LENGTH - length;
  return (
    <div
      id={id}
      className={styles['limit']}
      role={left < 0 ? 'alert' : undefined}
      hidden={length < NEAR_LIMIT}
      data-over={left < 0}
    >
      {length < NEAR_LIMIT
        ? ''
        : left < 0
          ? t('chats.composer.tooLong', {
              over: -left,
              overText: formats.number(-left),
              limit: formats.number(MAX_MESSAGE_LENGTH),
            })
          : t('chats.composer.left', { left, leftText: formats.number(left) })}
    </div>
  );
}

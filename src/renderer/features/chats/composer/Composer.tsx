import { Mic, SendHorizontal } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, Suspense, useEffect, useId, useRef } from 'react';
import { MAX_MESSAGE_LENGTH } from '@domain/chat/message.ts';
import type { Format } from '@domain/markup/format.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Conversation, WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { lazy } from '@ui/loading/lazy.ts';
import { AttachButton } from '../files/Attachments.tsx';
import { WalletButton } from '../wallet/WalletButton.tsx';
import styles from './Composer.module.css';
import { EmojiButton } from './EmojiButton.tsx';
import { useTellTyping } from '../typing/useTellTyping.ts';
import { formatField, insertAtCaret } from './fieldEdit.ts';
import { formatOfKeys } from './formatKeys.ts';
import { type Draft, useDraft } from './useDraft.ts';
import { useSelectedWords } from './useSelectedWords.ts';
import { useVoiceNote } from './useVoiceNote.ts';

const FormatBar = lazy(() => import('./FormatBar.tsx').then((module) => ({ default: module.FormatBar })));
const VoiceNoteBar = lazy(() => import('./VoiceNoteBar.tsx').then((module) => ({ default: module.VoiceNoteBar })));

/** The count is shown from here on. */
const NEAR_LIMIT = MAX_MESSAGE_LENGTH - 500;

/** Failures that leave no failed message behind in the log: the text goes back into the composer. */
const REFUSALS: ReadonlySet<WorkspaceErrorCode> = new Set([
  'message-empty',
  'message-too-long',
  'contact-missing',
  'contact-blocked',
  'contact-not-accepted',
  'group-missing',
  'group-joining',
  'group-ended',
  'group-not-allowed',
]);

export interface ComposerProps {
  readonly conversation: Conversation;
  /** Something was sent. */
  readonly onSend: () => void;
}

const NO_EXTRAS = {};

/** Where one writes, or speaks. */
export function Composer({ conversation, onSend }: ComposerProps): ReactNode {
  const draft = useDraft(conversation);
  useTellTyping(conversation.space, draft.text);
  const voice = useVoiceNote({ conversation, extras: NO_EXTRAS, onSend });
  if (voice.state.step === 'idle' || voice.state.step === 'failed') {
    return (
      <WritingForm conversation={conversation} draft={draft} onSend={onSend} onRecord={() => void voice.desk.start()} />
    );
  }
  return (
    <div className={styles['speaking']}>
      <Suspense fallback={null}>
        <VoiceNoteBar voice={voice} />
      </Suspense>
    </div>
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
  const send = useSend(conversation, draft);
  const isTooLong = draft.text.length > MAX_MESSAGE_LENGTH;
  const isEmpty = draft.text.trim() === '';

  useEffect(() => input.current?.focus(), []);

  const submit = () => {
    if (isEmpty || isTooLong) return;
    send();
    onSend();
    input.current?.focus();
  };
  const format = (wanted: Format) => input.current !== null && formatField(input.current, wanted);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While an input method is open Enter chooses a word.
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      submit();
    }
    if (event.key === 'ArrowUp' && draft.text === '') {
      event.preventDefault();
      focusNewestMessage(event.currentTarget);
    }
    const wanted = formatOfKeys(event);
    if (wanted === null) return;
    event.preventDefault();
    format(wanted);
  };
  // Where the panel was, its focus is given back first.
  const insert = (text: string) => {
    requestAnimationFrame(() => input.current !== null && insertAtCaret(input.current, text));
  };
  return (
    <form
      className={styles['composer']}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <AttachButton />
      <WalletButton conversation={conversation} />
      <EmojiButton onEmoji={insert} />
      {selected.isAny && (
        <Suspense fallback={null}>
          <FormatBar onFormat={format} />
        </Suspense>
      )}
      <textarea
        ref={input}
        className={styles['input']}
        dir={draft.text === '' ? undefined : 'auto'}
        rows={1}
        aria-label={t('chats.composer.label', { name: isolate(conversation.name) })}
        aria-describedby={`${id}limit`}
        aria-invalid={isTooLong || undefined}
        placeholder={t('chats.composer.placeholder')}
        data-pane-focus=""
        value={draft.text}
        onChange={(event) => draft.setText(event.target.value)}
        onSelect={selected.onSelect}
        onBlur={(event) => {
          draft.save();
          selected.onBlur(event);
        }}
        onKeyDown={onKeyDown}
      />
      <Ends isEmpty={isEmpty} canSend={!isEmpty && !isTooLong} onRecord={onRecord} />
      <LengthNote id={`${id}limit`} length={draft.text.length} />
    </form>
  );
}

interface EndsProps {
  readonly isEmpty: boolean;
  readonly canSend: boolean;
  readonly onRecord: () => void;
}

/** Speaking, while nothing is written, and sending. */
function Ends({ isEmpty, canSend, onRecord }: EndsProps): ReactNode {
  const t = useT();
  return (
    <span className={styles['ends']}>
      {isEmpty && <IconButton label={t('voice.record')} icon={<Mic aria-hidden />} onClick={onRecord} />}
      <IconButton
        type="submit"
        className={styles['send'] ?? ''}
        label={t('chats.composer.send')}
        icon={<SendHorizontal aria-hidden />}
        directional
        disabled={!canSend}
      />
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

function useSend(conversation: Conversation, draft: Draft): () => void {
  const workspace = useWorkspace();
  const toast = useToast();
  const errorText = useErrorText();
  const send = async (text: string) => {
    const sent = await workspace.sendText(conversation.space, text);
    if (sent.ok || !REFUSALS.has(sent.error.code)) return;
    draft.giveBack(text);
    toast({ tone: 'danger', text: errorText(sent.error.code) });
  };
  return () => {
    const { text } = draft;
    draft.clear();
    void send(text.trim());
  };
}

function focusNewestMessage(from: HTMLElement): void {
  const pane = from.closest('[data-pane="content"]') ?? document;
  pane.querySelector<HTMLElement>('[data-message][tabindex="0"]')?.focus();
}
